// What waits to be sent, and the only way out of waiting: a verdict.
import { toBase64 } from '../domain/hash'
import type { Entry, EntryState, Verdict } from '../domain/records'
import type { PhoneDb } from './db'

export interface Settlement {
  verdict: Verdict
  receipt: number | null
  code: string | null
  message: string | null
  /** Its signature was refused for good, though the visit itself is stored. */
  slip_refused: boolean
}

const STATE_OF: Record<Verdict, EntryState> = {
  created: 'received',
  duplicate: 'received',
  needs_review: 'attention',
  quarantined: 'attention',
  conflict: 'attention',
}

/** The oldest waiting entries, in the order they were recorded, without those already tried in this run. */
export async function waitingEntries(db: PhoneDb, most: number, tried: ReadonlySet<string>): Promise<Entry[]> {
  const waiting = await db.outbox.where('state').equals('waiting').sortBy('device_seq')
  return waiting.filter((entry) => !tried.has(entry.id)).slice(0, most)
}

/** How many wait. */
export function countWaiting(db: PhoneDb): Promise<number> {
  return db.outbox.where('state').equals('waiting').count()
}

/** How many have no verdict yet, those set aside included. */
export function countUnsettled(db: PhoneDb): Promise<number> {
  return db.outbox.filter((entry) => entry.settled_at === null).count()
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

/** The doors that hold something unsent or unfinished, and so may not be dropped from the phone. */
export async function heldDoors(db: PhoneDb): Promise<Set<string>> {
  const waiting = await db.outbox.where('state').equals('waiting').toArray()
  const drafts = await db.drafts.toCollection().primaryKeys()
  return new Set([...waiting.map((entry) => entry.household_id), ...drafts])
}

// The door stops showing what the server did not accept, and a door lent out is let go when nothing waits.
async function releaseDoor(db: PhoneDb, entry: Entry, accepted: boolean): Promise<void> {
  const door = await db.households.get(entry.household_id)
  if (!door || (await heldDoors(db)).has(door.id)) return
  if (door.released) await db.households.delete(door.id)
  else if (!accepted) await db.households.update(door.id, { local_outcome: null, local_visited_at: null })
}

/** Write down the server's verdict. The entry stays, with its receipt; only its waiting ends. */
export function settle(db: PhoneDb, id: string, settlement: Settlement): Promise<void> {
  return db.transaction('rw', [db.outbox, db.blobs, db.households, db.drafts], async () => {
    const entry = await db.outbox.get(id)
    if (!entry || entry.state !== 'waiting') return
    const { slip_refused, ...words } = settlement
    const state = slip_refused || entry.withdrawn_on ? 'attention' : STATE_OF[settlement.verdict]
    await db.outbox.update(id, { ...words, state, settled_at: new Date().toISOString() })
    for (const sha256 of entry.blobs) await db.blobs.update(sha256, { sent: true })
    await releaseDoor(db, entry, state === 'received')
  })
}

/** The server could not take it now: it goes on waiting, and says why. */
export async function keepWaiting(db: PhoneDb, entry: Entry, message: string | null): Promise<void> {
  await db.outbox.update(entry.id, { attempts: entry.attempts + 1, message })
}

/** Set aside what can never be sent as it is; its content stays on the phone. */
export async function setAside(db: PhoneDb, id: string, code: string, message: string): Promise<void> {
  await db.outbox.update(id, { state: 'attention', code, message })
}

/** Everything recorded here as one text, the last resort when a phone can no longer send. */
export async function exportText(db: PhoneDb): Promise<string> {
  const entries = await db.outbox.orderBy('device_seq').toArray()
  const blobs = await db.blobs.toArray()
  const pictures = blobs.map(({ sha256, data }) => ({ sha256, data: toBase64(data) }))
  return JSON.stringify({ database: db.name, entries, blobs: pictures }, null, 1)
}
