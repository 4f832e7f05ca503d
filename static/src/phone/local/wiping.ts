// Takes everything of anybody off a phone that the office has ended; what was recorded goes last, once it was handed in.
import { dropMark } from './browser'
import type { PhoneDb } from './db'
import { forgetMeta } from './meta'

/** The doors, and what was begun at them. */
export function wipeDoors(db: PhoneDb): Promise<void> {
  const tables = [db.households, db.bundles, db.checks, db.divisions, db.campaigns, db.drafts, db.draft_photos]
  return db.transaction('rw', [...tables, db.meta], async () => {
    for (const table of tables) await table.clear()
    await forgetMeta(db, ['cursor', 'snapshot', 'scope', 'campaign', 'confirmed', 'my_grades'])
  })
}

/** Records that the server has now, with their pictures. */
export function dropEntries(db: PhoneDb, ids: string[]): Promise<void> {
  return db.transaction('rw', [db.outbox, db.blobs], async () => {
    await db.outbox.bulkDelete(ids)
    const named = new Set((await db.outbox.toArray()).flatMap((entry) => entry.blobs))
    await db.blobs.filter(({ sha256 }) => !named.has(sha256)).delete()
  })
}

/** Nothing is left here at all. */
export async function deleteStore(db: PhoneDb): Promise<void> {
  db.end()
  await db.delete()
  dropMark(db.name)
}
