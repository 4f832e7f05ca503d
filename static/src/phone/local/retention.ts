// Forgets the content of what a verified backup holds: until then this phone is the second copy.
import type { Entry } from '../domain/records'
import { isRead, isWithOffice } from '../domain/states'
import type { PhoneDb } from './db'
import { forgetNames } from './doors'
import { refusedDoors } from './proposals'
import { readMeta } from './meta'

const KEPT_MS = 30 * 86_400_000

async function allBackedUp(db: PhoneDb, names: string[], upTo: number): Promise<boolean> {
  const blobs = await db.blobs.bulkGet(names)
  return blobs.every((blob) => !blob || (blob.state === 'received' && blob.receipt !== null && blob.receipt <= upTo))
}

async function forgetContent(db: PhoneDb, entry: Entry): Promise<void> {
  const state = entry.state === 'received' ? 'backed_up' : entry.state
  await db.outbox.update(entry.id, { state, body: '', blobs: [] })
  for (const sha256 of entry.blobs) {
    if ((await db.outbox.where('blobs').equals(sha256).count()) === 0) await db.blobs.delete(sha256)
  }
}

// By when it was settled: a clock that was behind when the visit was recorded would have its receipt vanish at once.
// What the office has not decided stays, however long it takes: the worker is to see what became of it.
async function forgetOld(db: PhoneDb): Promise<void> {
  const before = new Date(Date.now() - KEPT_MS).toISOString()
  const isOld = (entry: Entry) => entry.body === '' && entry.settled_at !== null && entry.settled_at < before
  const isDone = (entry: Entry) => entry.state === 'backed_up' || (isRead(entry) && !isWithOffice(entry))
  for (const state of ['backed_up', 'attention'] as const) {
    const recorded = db.outbox.where('[state+recorded_at]').between([state, ''], [state, before])
    await recorded.filter((entry) => isOld(entry) && isDone(entry)).delete()
  }
}

// A door may also have gone while nobody was signed in and no register was here.
async function forgetStrangers(db: PhoneDb): Promise<void> {
  const ids = (await db.outbox.orderBy('household_id').uniqueKeys()) as string[]
  const doors = await db.households.bulkGet(ids)
  const checked = new Set(await db.checks.orderBy('household_id').uniqueKeys())
  const gone = ids.filter((id, place) => !doors[place] && !checked.has(id))
  // Asked of those few: this is done at every sync, and the outbox may be long.
  const refused = new Set(await refusedDoors(db, gone))
  await forgetNames(db, gone.filter((id) => !refused.has(id)))
}

/** To be called when the register was read to its end. */
export function forgetBackedUp(db: PhoneDb): Promise<void> {
  return db.transaction('rw', [db.outbox, db.blobs, db.households, db.checks, db.meta], async () => {
    const upTo = (await readMeta(db, 'backed_up')) ?? 0
    for (const state of ['received', 'attention'] as const) {
      const held = await db.outbox.where('[state+receipt]').between([state, 0], [state, upTo], true, true).toArray()
      for (const entry of held) if (await allBackedUp(db, entry.blobs, upTo)) await forgetContent(db, entry)
    }
    await forgetStrangers(db)
    await forgetOld(db)
  })
}
