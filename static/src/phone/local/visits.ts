// Records a visit: the event, its place in the outbox, its pictures and its effect on the door, all or none.
import { mintEventId } from '../domain/uuid'
import type { Entry, StoredBlob, VisitInput } from '../domain/records'
import { SCHEMA_VERSION, type SealedVisit, sealVisit } from '../domain/visit'
import { withRoom } from './ballast'
import type { PhoneDb } from './db'
import { leaveMark } from './device'
import { openBodies, openLabels, sealPicture, sealTexts } from './entries'
import { recordLock, whenFree } from './locks'
import { readMeta, writeMeta } from './meta'
import { withStore } from './reopen'

type Texts = Pick<Entry, 'body' | 'title' | 'address' | 'note'>

/** A visit as it is kept: nobody reads in the phone's files whose door it was, or what was signed. */
interface Kept {
  made: SealedVisit
  texts: Texts
  pictures: Pick<StoredBlob, 'sha256' | 'data' | 'sealed'>[]
}

function newEntry(id: string, seq: number, input: VisitInput, { made: sealed, texts }: Kept): Entry {
  return {
    id,
    device_seq: seq,
    type: 'visit',
    schema_version: SCHEMA_VERSION,
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
    ...texts,
  }
}

async function write(db: PhoneDb, id: string, input: VisitInput, kept: Kept): Promise<Entry> {
  // It was committed, and only the word of it was lost with the connection.
  const stored = await db.outbox.get(id)
  if (stored) return stored
  const seq = ((await readMeta(db, 'device_seq')) ?? 0) + 1
  const entry = newEntry(id, seq, input, kept)
  await db.outbox.add(entry)
  for (const picture of kept.pictures) {
    await db.blobs.put({ ...picture, state: 'waiting', receipt: null, attempts: 0, code: null, message: null })
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

async function keepSealed(db: PhoneDb, id: string, input: VisitInput, made: SealedVisit): Promise<Kept> {
  const { title, householder, address } = input.household
  const texts = await sealTexts(db, { id, body: made.body, title: title || householder, address, note: input.note.trim() })
  const pictures = made.images.map(async ({ sha256, data }) => ({ sha256, ...(await sealPicture(db, sha256, data)) }))
  return { made, texts, pictures: await Promise.all(pictures) }
}

async function store(db: PhoneDb, id: string, input: VisitInput): Promise<Entry> {
  // Made and sealed outside the transaction: IndexedDB commits by itself while a digest is awaited.
  const made = await sealVisit(input, (await readMeta(db, 'clock_anchor')) ?? null)
  const kept = await keepSealed(db, id, input, made)
  const tables = [db.outbox, db.blobs, db.meta, db.households, db.drafts, db.draft_photos]
  return db.transaction('rw', tables, () => write(db, id, input, kept))
}

async function record(db: PhoneDb, id: string, input: VisitInput): Promise<Entry> {
  const entry = await store(db, id, input)
  await leaveMark(db)
  const [open] = await openLabels(db, await openBodies(db, [entry]))
  return open ?? entry
}

/** Store a visit for good on this phone. When it returns, the visit survives anything but the phone's loss. */
export function recordVisit(db: PhoneDb, input: VisitInput): Promise<Entry> {
  return whenFree(recordLock(db.name), () => {
    const id = mintEventId()
    return withRoom(db, () => withStore(db, () => record(db, id, input)))
  })
}
