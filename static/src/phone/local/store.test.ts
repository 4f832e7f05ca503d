// A visit is saved on a full phone, and when the browser dropped the database.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { keepBallast } from './ballast'
import { PhoneDb } from './db'
import { StoreLost, isConnectionLost, isFull, withStore } from './reopen'
import { recordVisit } from './visits'
import { openedEntries } from './opened'

let db: PhoneDb

let entries: Map<string, Response>

/** A browser's cache, where the ballast is. */
function stubCache(): void {
  entries = new Map()
  const cache = {
    keys: async () => [...entries.keys()],
    put: async (key: string, value: Response) => void entries.set(key, value),
    delete: async (key: string) => entries.delete(key),
  }
  vi.stubGlobal('caches', { open: async () => cache })
}

/** A disk that has no room as long as the ballast is there; what it says then differs. */
function fillUp(failure: Error): void {
  const add = IDBObjectStore.prototype.add
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (entries.size > 0 && this.name === 'outbox') throw failure
    return add.apply(this, given)
  })
}

const QUOTA = new DOMException('no room', 'QuotaExceededError')
const NOT_A_BYTE = new DOMException('IO error: FILE_ERROR_NO_SPACE', 'UnknownError')

beforeEach(async () => {
  stubCache()
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it.each([QUOTA, NOT_A_BYTE])('throws the ballast away to save the visit in hand, and says that the phone is full (%s)', async (failure) => {
  await keepBallast(db)
  fillUp(failure)

  const entry = await recordVisit(db, sampleVisit())

  await keepBallast(db)
  expect([await openedEntries(db, await db.outbox.toArray()), entries.size, db.tight]).toEqual([[entry], 0, true])
})

it('does so too when the database cannot even be opened for want of a byte', async () => {
  await keepBallast(db)
  const open = db.open.bind(db)
  vi.spyOn(db, 'open').mockImplementation(() => {
    return entries.size > 0 ? Dexie.Promise.reject(new Dexie.OpenFailedError('Internal error opening backing store')) : open()
  })
  db.close()

  const entry = await recordVisit(db, sampleVisit())

  expect([await openedEntries(db, await db.outbox.toArray()), entries.size]).toEqual([[entry], 0])
})

it.each([QUOTA, NOT_A_BYTE])('claims nothing when there is no ballast to throw away (%s)', async (failure) => {
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw failure
  })

  await expect(recordVisit(db, sampleVisit())).rejects.toSatisfy(isFull)

  expect([await db.outbox.count(), add.mock.calls.length, db.tight]).toEqual([0, 1, false])
})

it('says that the phone is full, and not what its cache says, when neither has room', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.stubGlobal('caches', { open: () => Promise.reject(new DOMException('Unexpected internal error.', 'UnknownError')) })
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw QUOTA
  })
  await keepBallast(db)

  await expect(recordVisit(db, sampleVisit())).rejects.toSatisfy(isFull)
})

it('keeps sixteen megabytes that no compression makes smaller, once', async () => {
  await keepBallast(db)
  const [response] = entries.values()
  await keepBallast(db)

  const bytes = new Uint8Array(await response!.arrayBuffer())
  expect([bytes.length, new Set(bytes).size]).toEqual([16 * 1024 * 1024, 256])
  expect([...entries.values()]).toEqual([response])
})

it('makes it again only when there is room', async () => {
  const estimate = vi.fn().mockResolvedValue({ quota: 100e6, usage: 95e6 })
  vi.stubGlobal('navigator', { storage: { estimate } })
  await keepBallast(db)
  expect(entries.size).toBe(0)

  estimate.mockResolvedValue({ quota: 100e6, usage: 20e6 })
  await keepBallast(db)

  expect(entries.size).toBe(1)
})

it('records without a ballast where a browser has no caches', async () => {
  vi.stubGlobal('caches', undefined)
  await keepBallast(db)

  expect(await recordVisit(db, sampleVisit())).toMatchObject({ device_seq: 1 })
})

it('opens a database again that the browser dropped while a visit was saved, and saves it once', async () => {
  db.onReopened = vi.fn()
  db.outbox.hook('creating', () => {
    db.outbox.hook('creating').unsubscribe(drop)
  })
  const drop = () => db.close()
  db.outbox.hook('creating', drop)

  const entry = await recordVisit(db, sampleVisit())

  expect(await openedEntries(db, await db.outbox.toArray())).toEqual([entry])
  expect(db.onReopened).toHaveBeenCalledOnce()
})

it('does not save a visit twice of which only the word got lost', async () => {
  let lost = false
  vi.spyOn(db, 'transaction').mockImplementation(function (this: PhoneDb, ...given: unknown[]) {
    const done = (PhoneDb.prototype.transaction as (...all: unknown[]) => Promise<unknown>).apply(this, given)
    // The visit's own transaction is the first over several tables.
    if (lost || !Array.isArray(given[1])) return done
    lost = true
    return done.then(() => Promise.reject(Object.assign(new Error('Connection to Indexed Database server lost'), { name: 'UnknownError' })))
  } as never)

  await recordVisit(db, sampleVisit())

  expect([await db.outbox.count(), lost]).toEqual([1, true])
})

it('says that only a new page helps when opening it again did not', async () => {
  const broken = () => Promise.reject(Object.assign(new Error('gone'), { name: 'InvalidStateError' }))

  await expect(withStore(db, broken)).rejects.toBeInstanceOf(StoreLost)
})

it.each([
  ['a bug of ours', new TypeError('x'), false],
  ['a full phone, however wrapped', Object.assign(new Error(), { name: 'AbortError', inner: { name: 'QuotaExceededError' } }), false],
  ['one that broke off several rows', Object.assign(new Error(), { name: 'ModifyError', failures: [{ name: 'AbortError' }] }), true],
  ['what iOS says after a pause', Object.assign(new Error(), { name: 'Error', inner: { message: 'Connection to Indexed Database server lost' } }), true],
])('tells a lost connection from %s', (_case, failure, isLost) => {
  expect(isConnectionLost(failure)).toBe(isLost)
})

it('begins a new log whenever it is opened, since a write may have been cut short before', async () => {
  const deleted = vi.spyOn(indexedDB, 'deleteDatabase')
  await db.open()
  db.close()

  await db.open()

  expect(deleted.mock.calls).toEqual([['passing-qiaomen']])
})

it('can be read where there is no room for a new log', async () => {
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name === 'passing-qiaomen') throw QUOTA
    return open(name, version)
  })
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  db.close()

  await db.open()

  expect([await db.households.count(), warn.mock.calls.length]).toEqual([1, 1])
})

it('can be read though another tab was frozen while it began a new log', async () => {
  db.close()
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    return name === 'passing-qiaomen' ? ({} as IDBOpenDBRequest) : open(name, version)
  })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  setImmediate(() => void vi.advanceTimersByTimeAsync(3000))

  await db.open()

  expect(await db.households.count()).toBe(1)
})

it('makes way for a newer app in another tab, and comes back as the newer one', async () => {
  const reload = vi.fn()
  vi.stubGlobal('location', { reload })
  await db.open()

  const newer = indexedDB.open(db.name, 1_000)
  await new Promise((done, fail) => Object.assign(newer, { onsuccess: done, onerror: fail }))

  expect([db.isOpen(), reload.mock.calls.length]).toEqual([false, 1])
  newer.result.close()
})

it('is not said to have failed for what the store does once it is saved', async () => {
  db.outbox.hook('creating', (_key, _entry, transaction) => {
    transaction.on('complete', () => {
      vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
        throw new DOMException('no more', 'NotReadableError')
      })
    })
  })

  const { id } = await recordVisit(db, sampleVisit())

  vi.restoreAllMocks()
  expect(await db.outbox.toCollection().primaryKeys()).toEqual([id])
})
