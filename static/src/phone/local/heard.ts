// Writes down what an answer tells of the county's history, inside the transaction of what it settles.
import { BOOT_ID, monotonicMs } from '../domain/clock'
import type { Heard } from '../domain/wire'
import { noteContact } from './contact'
import type { PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'

/** Keep the highest anchor, the server's clock beside our own that nobody can set, and what a backup holds. */
export async function hear(db: PhoneDb, { server_time, anchor, backed_up }: Heard): Promise<void> {
  const known = await readMeta(db, 'anchor')
  if (!known || anchor.seq > known.seq) await writeMeta(db, 'anchor', anchor)
  await writeMeta(db, 'backed_up', backed_up)
  await noteContact(db)
  await writeMeta(db, 'clock_anchor', { server_time, mono_ms: monotonicMs(), boot_id: BOOT_ID })
}
