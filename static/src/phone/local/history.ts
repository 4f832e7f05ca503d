// The server was restored from a backup: everything this phone retains is brought again, and everything is read again.
import type { Entry } from '../domain/records'
import { knockOf } from '../domain/standing'
import { isRetained, stateOf } from '../domain/states'
import { refusedAmong } from './blobs'
import type { PhoneDb } from './db'
import { forgetMeta, readMeta, writeMeta } from './meta'

const UNSENT: Partial<Entry> = {
  state: 'waiting',
  verdict: null,
  receipt: null,
  code: null,
  message: null,
  settled_at: null,
  acknowledged_at: null,
  decision: null,
  asked: null,
  proposed: null,
}

async function bringAgain(db: PhoneDb, entry: Entry): Promise<void> {
  await db.outbox.update(entry.id, UNSENT)
  // A request for an exclusion never changed the door, and what was taken back does no longer.
  if (entry.type !== 'visit' || entry.taken_back) return
  await db.households.update(entry.household_id, knockOf(entry))
}

// What the office decided may be gone from the server, and is told again where it is not. The verdict stands: a verified
// backup held the event, and nobody restores an older one.
async function unsayDecision(db: PhoneDb, entry: Entry): Promise<void> {
  if (!entry.decision || !entry.verdict) return
  const refused = await refusedAmong(db, entry.blobs)
  const state = stateOf(entry.verdict, null, refused !== null)
  await db.outbox.update(entry.id, { decision: null, state: state === 'received' ? 'backed_up' : state })
}

// The server that was told of a lost store may be the one that is gone.
async function tellOfLossAgain(db: PhoneDb): Promise<void> {
  const lost = await readMeta(db, 'lost')
  if (lost) await writeMeta(db, 'lost', { ...lost, told: false })
}

/** What the phone itself set aside stays so: it was never in anybody's history. */
export function startOver(db: PhoneDb): Promise<void> {
  return db.transaction('rw', [db.outbox, db.blobs, db.households, db.meta], async () => {
    const sent = await db.outbox.where('state').anyOf('received', 'attention', 'backed_up').sortBy('device_seq')
    for (const entry of sent) await (isRetained(entry) ? bringAgain : unsayDecision)(db, entry)
    await db.blobs.where('state').equals('received').modify({ state: 'waiting', receipt: null })
    await tellOfLossAgain(db)
    await forgetMeta(db, ['anchor', 'backed_up', 'cursor', 'snapshot', 'confirmed'])
  })
}
