// A page in a real browser that measures what the lock costs: choosing and typing the PIN, opening all doors, finding one, saving a visit.
import { sampleDoor, sampleDoorData, samplePage, sampleSlip, sampleVisit } from '../../src/phone/domain/samples'
import { indexDoors, searchDoors } from '../../src/phone/domain/search'
import { PhoneDb } from '../../src/phone/local/db'
import { applyPage } from '../../src/phone/local/pages'
import { choosePin, unlock } from '../../src/phone/local/pin'
import { openDoors } from '../../src/phone/local/opening'
import { lockRegister } from '../../src/phone/local/register'
import { recordVisit } from '../../src/phone/local/visits'

const PAGE = 500
const SAVES = 21
const PIN = '271828'

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return Math.round(performance.now() - began)
}

async function fill(db: PhoneDb, doors: number): Promise<void> {
  for (let from = 0; from < doors; from += PAGE) {
    const items = Array.from({ length: PAGE }, (_, n) => {
      const data = sampleDoorData({ id: `door-${String(from + n).padStart(6, '0')}`, address: `河滨路${from + n}号` })
      return { seq: from + n + 1, kind: 'household' as const, id: data.id, data }
    })
    await applyPage(db, samplePage({ items, next: from + PAGE }))
  }
}

async function saving(db: PhoneDb): Promise<number> {
  const times: number[] = []
  const slip = sampleSlip({ picture: crypto.getRandomValues(new Uint8Array(30_000)).buffer as ArrayBuffer })
  for (let n = 0; n < SAVES; n += 1) {
    times.push(await took(() => recordVisit(db, sampleVisit({ household: sampleDoor({ id: 'door-000001' }), outcome: 'taught', slip }))))
  }
  return times.sort((a, b) => a - b)[Math.floor(SAVES / 2)] ?? 0
}

/** Milliseconds for each part, with so many doors. */
async function measure(doors: number): Promise<Record<string, number>> {
  const db = new PhoneDb(`lock-${doors}`)
  const download = await took(() => fill(db, doors))
  const choose = await took(() => choosePin(db, PIN))
  lockRegister(db)
  const pin = await took(() => unlock(db, PIN))
  const rows = await db.households.toArray()
  const open = await took(() => openDoors(db, rows))
  const again = await took(async () => openDoors(db, await db.households.toArray()))
  const all = await openDoors(db, rows)
  const search = await took(async () => searchDoors(indexDoors(all), `河滨路${doors - 1}号`))
  return { doors, download, choose, pin, open, again, search, save: await saving(db) }
}

Object.assign(globalThis, { measure })
