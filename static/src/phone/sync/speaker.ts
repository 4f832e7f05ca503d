// For whom a sync run speaks: the account of its database, whoever is signed in on this browser meanwhile.
import type { Speaker } from '../domain/wire'
import type { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'

/** What goes with every request of a run. */
export async function speakerOf(db: PhoneDb): Promise<Speaker> {
  return { account: db.userId, anchor: await readMeta(db, 'anchor') }
}
