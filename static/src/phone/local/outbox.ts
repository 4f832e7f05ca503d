// What was recorded here: what waits to be sent, and what became of the rest.
import Dexie from 'dexie'
import type { Entry } from '../domain/records'
import type { PhoneDb } from './db'

function waiting(db: PhoneDb) {
  return db.outbox.where('[state+device_seq]').between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey])
}

/** The oldest waiting entries, in the order they were recorded, without those already tried in this run. */
export function waitingEntries(db: PhoneDb, most: number, tried: ReadonlySet<string>): Promise<Entry[]> {
  return waiting(db).filter((entry) => !tried.has(entry.id)).limit(most).toArray()
}

/** The one that has waited longest. */
export function oldestWaiting(db: PhoneDb): Promise<Entry | undefined> {
  return waiting(db).first()
}

/** How many wait. */
export function countWaiting(db: PhoneDb): Promise<number> {
  return db.outbox.where('state').equals('waiting').count()
}

/** How many have no verdict yet, those set aside included. */
export function countUnsettled(db: PhoneDb): Promise<number> {
  return db.outbox.where('state').anyOf('waiting', 'attention').filter((entry) => entry.settled_at === null).count()
}

/** How many need attention and were not read yet: a badge that stays red for ever is soon overlooked. */
export function countAttention(db: PhoneDb): Promise<number> {
  return db.outbox.where('state').equals('attention').filter((entry) => entry.acknowledged_at === null).count()
}

/** The worker has read why an entry needs attention; the entry stays as it is. */
export async function acknowledge(db: PhoneDb, id: string): Promise<void> {
  await db.outbox.update(id, { acknowledged_at: new Date().toISOString() })
}

/** The newest entries, newest first. */
export function newestEntries(db: PhoneDb, most: number): Promise<Entry[]> {
  return db.outbox.orderBy('device_seq').reverse().limit(most).toArray()
}

/** What this phone recorded at one door, newest first. */
export async function entriesAt(db: PhoneDb, householdId: string): Promise<Entry[]> {
  const entries = await db.outbox.where('household_id').equals(householdId).sortBy('device_seq')
  return entries.reverse()
}
