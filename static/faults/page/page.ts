// A page in a real browser that records visits with the shipped modules, and tells a listener which of them were saved.
import { sampleDoor, sampleSlip, sampleVisit } from '../../src/phone/domain/samples'
import { keepBallast } from '../../src/phone/local/ballast'
import { PhoneDb } from '../../src/phone/local/db'
import { recordVisit } from '../../src/phone/local/visits'

const FILL_BYTES = 100_000
const LEAST_FILL_BYTES = 1000
const SIGNATURE_BYTES = 30_000
// So many that what must be moved when the phone is full is not next to nothing.
const VISITS_OF_A_MORNING = 40

function tell(what: string, content: object): Promise<unknown> {
  return fetch(`/${what}`, { method: 'POST', body: JSON.stringify(content) })
}

function signature(): ArrayBuffer {
  return crypto.getRandomValues(new Uint8Array(SIGNATURE_BYTES)).buffer as ArrayBuffer
}

async function record(db: PhoneDb): Promise<void> {
  const slip = sampleSlip({ picture: signature() })
  const { id } = await recordVisit(db, sampleVisit({ outcome: 'taught', slip }))
  // Saved from here on, whether the listener hears of it or not.
  await tell('saved', { id })
}

async function recordAMorning(db: PhoneDb): Promise<void> {
  for (let n = 0; n < VISITS_OF_A_MORNING && !db.tight; n++) await record(db)
}

function isFull(failure: unknown): boolean {
  return (failure as { name?: string }).name === 'QuotaExceededError'
}

function openFiller(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('filler', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error)
  })
}

function add(filler: IDBDatabase, bytes: number): Promise<void> {
  return new Promise((done, fail) => {
    const transaction = filler.transaction('rows', 'readwrite', { durability: 'strict' })
    transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536))))
    transaction.oncomplete = () => done()
    transaction.onabort = () => fail(transaction.error)
    transaction.onerror = () => fail(transaction.error)
  })
}

/** Others take all the room there is: large rows first, then ever smaller ones. */
async function fillUp(): Promise<void> {
  const filler = await openFiller()
  for (let bytes = FILL_BYTES; bytes >= LEAST_FILL_BYTES; ) {
    try {
      await add(filler, bytes)
    } catch (failure) {
      if (!isFull(failure)) throw failure
      bytes = Math.floor(bytes / 4)
    }
  }
}

async function main(): Promise<void> {
  // As the app does when somebody signs in; a store that nobody promised to keep may go when the disk is full.
  const persisted = await navigator.storage.persist()
  const db = new PhoneDb('worker')
  await tell('opened', { ids: await db.outbox.toCollection().primaryKeys(), persisted })
  if (location.hash === '#look') return
  await db.households.put(sampleDoor())
  if (location.hash === '#ready') {
    await keepBallast(db)
    await recordAMorning(db)
    await tell('done', { tight: db.tight })
  } else if (location.hash.startsWith('#full')) {
    await recordAMorning(db)
    // Whoever listens may take the last byte of the disk before it answers.
    if (location.hash === '#full-within') await fillUp()
    await tell('full', {})
    // The first of them finds the phone full, unless Chromium has just deleted a file of its own.
    await recordAMorning(db)
    await tell('done', { tight: db.tight })
  } else if (location.hash === '#record') {
    for (;;) await record(db)
  }
}

main().catch((failure: unknown) => tell('failed', { words: String(failure) }))
