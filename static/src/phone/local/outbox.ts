// What was recorded here: what waits to be sent, and what became of the rest.
import Dexie from 'dexie'
import type { Open } from '../domain/badge'
import type { Entry, EntryState } from '../domain/records'
import { isRead, isWithOffice } from '../domain/states'
import { unsentNames } from './blobs'
import type { PhoneDb } from './db'

const DAY_MS = 86_400_000

function waiting(db: PhoneDb) {
  return db.outbox.where('[state+device_seq]').between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey])
}

/**
 * What waits and was not tried in this run: those first that failed least, and those in the order they were recorded. What takes a visit
 * back never goes before it.
 */
export async function waitingIds(db: PhoneDb, tried: ReadonlySet<string>): Promise<string[]> {
  const found = new Map<string, { attempts: number; of: string }>()
  // By a cursor and names only: together the bodies may be more than fits in memory.
  await waiting(db).each(({ id, attempts, of }) => {
    found.set(id, { attempts: Math.max(attempts, found.get(of ?? '')?.attempts ?? 0), of: of ?? '' })
  })
  const mayGo = [...found].filter(([id, { of }]) => !tried.has(id) && !tried.has(of))
  return mayGo.sort(([, a], [, b]) => a.attempts - b.attempts).map(([id]) => id)
}

/** Those of these that still wait. */
export async function waitingAmong(db: PhoneDb, ids: string[]): Promise<Entry[]> {
  const found = await db.outbox.bulkGet(ids)
  return found.filter((entry) => entry !== undefined).filter((entry) => entry.state === 'waiting')
}

/** The server could not take it now; it goes on waiting. */
export async function noteAttempt(db: PhoneDb, id: string): Promise<void> {
  await db.outbox.where('id').equals(id).modify((entry) => {
    entry.attempts += 1
  })
}

/** The one that has waited longest. */
export function oldestWaiting(db: PhoneDb): Promise<Entry | undefined> {
  return waiting(db).first()
}

/** How many have no verdict yet, those set aside included: read or not, they were not uploaded. */
export function countUnsettled(db: PhoneDb): Promise<number> {
  return db.outbox.where('state').anyOf('waiting', 'attention').filter((entry) => entry.settled_at === null).count()
}

function unread(db: PhoneDb) {
  return db.outbox.where('state').equals('attention').filter((entry) => !isRead(entry))
}

/** How many the worker must see to and has not read yet: a badge that stays red for ever is soon overlooked. */
export function countAttention(db: PhoneDb): Promise<number> {
  return unread(db).filter((entry) => !isWithOffice(entry)).count()
}

/** How many the office has still to look at, and the worker has not read of yet. */
function countReviewing(db: PhoneDb): Promise<number> {
  return unread(db).filter(isWithOffice).count()
}

/** All that is not done yet. */
export async function countOpen(db: PhoneDb): Promise<Open> {
  // At once: until they are read the badge speaks of before.
  const counts = [countUnsettled(db), unsentNames(db), countAttention(db), countReviewing(db)] as const
  const [waiting, images, attention, reviewing] = await Promise.all(counts)
  return { waiting, images: images.length, attention, reviewing }
}

/** The worker has read why an entry needs attention; the entry stays as it is. */
export async function acknowledge(db: PhoneDb, id: string): Promise<void> {
  await db.outbox.update(id, { acknowledged_at: new Date().toISOString() })
}

/** The newest entries, newest first. */
export function newestEntries(db: PhoneDb, most: number): Promise<Entry[]> {
  return db.outbox.orderBy('device_seq').reverse().limit(most).toArray()
}

const STATES: readonly EntryState[] = ['waiting', 'received', 'attention', 'backed_up']

/** What was recorded here within so many days, to the moment; in no order. Of months of it no more than that is read. */
export async function entriesOfDays(db: PhoneDb, days: number): Promise<Entry[]> {
  const since = new Date(Date.now() - days * DAY_MS).toISOString()
  const found = STATES.map((state) => db.outbox.where('[state+recorded_at]').between([state, since], [state, Dexie.maxKey]).toArray())
  return (await Promise.all(found)).flat()
}

/** The visit that was recorded last, with those that were recorded at once with it. */
export async function newestVisits(db: PhoneDb): Promise<Entry[]> {
  const newest = await db.outbox.orderBy('device_seq').reverse().filter((entry) => entry.type === 'visit').first()
  if (!newest) return []
  const before = db.outbox.where('device_seq').belowOrEqual(newest.device_seq).reverse()
  return before.until((entry) => entry.recorded_at !== newest.recorded_at).toArray()
}

/** The newest request for an exclusion at each door. */
export async function newestAsked(db: PhoneDb): Promise<Map<string, Entry>> {
  const asked = await db.outbox.where('reason').above('').toArray()
  asked.sort((a, b) => a.device_seq - b.device_seq)
  return new Map(asked.map((entry) => [entry.household_id, entry]))
}

/** What this phone recorded at one door, newest first. */
export async function entriesAt(db: PhoneDb, householdId: string): Promise<Entry[]> {
  const entries = await db.outbox.where('household_id').equals(householdId).sortBy('device_seq')
  return entries.reverse()
}
