// Records a visit: the event, its place in the outbox, its pictures and its effect on the door, all or none.
import { mintEventId } from '../domain/uuid'
import type { Entry, VisitInput } from '../domain/records'
import { SCHEMA_VERSION, type SealedVisit, sealVisit } from '../domain/visit'
import { withRoom } from './ballast'
import type { PhoneDb } from './db'
import { leaveMark } from './device'
import { recordLock, whenFree } from './locks'
import { readMeta, writeMeta } from './meta'
import { withStore } from './reopen'

function newEntry(id: string, seq: number, input: VisitInput, sealed: SealedVisit): Entry {
  return {
    id,
    device_seq: seq,
    type: 'visit',
    schema_version: SCHEMA_VERSION,
    body: sealed.body,
    sha256: sealed.sha256,
    blobs: sealed.images.map((image) => image.sha256),
    state: 'waiting',
    verdict: null,
    receipt: null,
    code: null,
    message: null,
    attempts: 0,
    recorded_at: new Date().toISOString(),
    settled_at: null,
    acknowledged_at: null,
    decision: null,
    household_id: input.household.id,
    outcome: input.outcome,
    title: input.household.title || input.household.householder,
    address: input.household.address,
    note: input.note.trim(),
  }
}

async function write(db: PhoneDb, id: string, input: VisitInput, sealed: SealedVisit): Promise<Entry> {
  // It was committed, and only the word of it was lost with the connection.
  const stored = await db.outbox.get(id)
  if (stored) return stored
  const seq = ((await readMeta(db, 'device_seq')) ?? 0) + 1
  const entry = newEntry(id, seq, input, sealed)
  await db.outbox.add(entry)
  for (const image of sealed.images) {
    await db.blobs.put({ ...image, state: 'waiting', receipt: null, attempts: 0, code: null, message: null })
  }
  await writeMeta(db, 'device_seq', seq)
  await db.households.update(input.household.id, {
    local_outcome: input.outcome,
    local_visited_at: entry.recorded_at,
  })
  await db.drafts.delete(input.household.id)
  await db.draft_photos.delete(input.household.id)
  return entry
}

async function store(db: PhoneDb, id: string, input: VisitInput): Promise<Entry> {
  // Sealed outside the transaction: IndexedDB commits by itself while a digest is awaited.
  const sealed = await sealVisit(input, (await readMeta(db, 'clock_anchor')) ?? null)
  const tables = [db.outbox, db.blobs, db.meta, db.households, db.drafts, db.draft_photos]
  return db.transaction('rw', tables, () => write(db, id, input, sealed))
}

async function record(db: PhoneDb, id: string, input: VisitInput): Promise<Entry> {
  const entry = await store(db, id, input)
  await leaveMark(db)
  return entry
}

/** Store a visit for good on this phone. When it returns, the visit survives anything but the phone's loss. */
export function recordVisit(db: PhoneDb, input: VisitInput): Promise<Entry> {
  return whenFree(recordLock(db.name), () => {
    const id = mintEventId()
    return withRoom(db, () => withStore(db, () => record(db, id, input)))
  })
}
