// Records a visit: the event, its place in the outbox, its signature and its effect on the door, all or none.
import { mintEventId } from '../domain/uuid'
import type { Entry, VisitInput } from '../domain/records'
import { type SealedVisit, sealVisit } from '../domain/visit'
import type { PhoneDb } from './db'
import { whenFree } from './locks'
import { readMeta, writeMeta } from './meta'

function newEntry(id: string, seq: number, input: VisitInput, sealed: SealedVisit): Entry {
  return {
    id,
    device_seq: seq,
    type: 'visit',
    schema_version: 1,
    body: sealed.body,
    sha256: sealed.sha256,
    blobs: sealed.image_sha256 ? [sealed.image_sha256] : [],
    state: 'waiting',
    verdict: null,
    receipt: null,
    code: null,
    message: null,
    attempts: 0,
    recorded_at: new Date().toISOString(),
    settled_at: null,
    acknowledged_at: null,
    withdrawn_on: null,
    withdrawal_reason: null,
    withdrawn_by_name: null,
    household_id: input.household.id,
    outcome: input.outcome,
    title: input.household.title || input.household.householder,
    address: input.household.address,
    note: input.note.trim(),
  }
}

async function write(db: PhoneDb, id: string, input: VisitInput, sealed: SealedVisit): Promise<Entry> {
  const seq = ((await readMeta(db, 'device_seq')) ?? 0) + 1
  const entry = newEntry(id, seq, input, sealed)
  await db.outbox.add(entry)
  if (input.slip && sealed.image_sha256) {
    await db.blobs.put({ sha256: sealed.image_sha256, data: input.slip.image, sent: false })
  }
  await writeMeta(db, 'device_seq', seq)
  await db.households.update(input.household.id, {
    local_outcome: input.outcome,
    local_visited_at: entry.recorded_at,
  })
  await db.drafts.delete(input.household.id)
  return entry
}

/** Store a visit for good on this phone. When it returns, the visit survives anything but the phone's loss. */
export function recordVisit(db: PhoneDb, input: VisitInput): Promise<Entry> {
  return whenFree(`${db.name}-record`, async () => {
    // Sealed outside the transaction: IndexedDB commits by itself while a digest is awaited.
    const sealed = await sealVisit(input, (await readMeta(db, 'clock_anchor')) ?? null)
    const id = mintEventId()
    return db.transaction('rw', [db.outbox, db.blobs, db.meta, db.households, db.drafts], () =>
      write(db, id, input, sealed),
    )
  })
}
