// Takes in what the office decided about an event of this phone: accepted after all, refused, or taken back.
import type { Entry } from '../domain/records'
import { newerReceipt, sameDecision, stateOf } from '../domain/states'
import type { Decision } from '../domain/wire'
import { refusedAmong } from './blobs'
import type { PhoneDb } from './db'
import { forgetOutcome } from './settling'

async function standing(db: PhoneDb, entry: Entry, decision: Decision): Promise<Partial<Entry>> {
  // Nothing leaves waiting before its own verdict; settling then sees what the office decided.
  if (entry.verdict === null) return {}
  const refused = await refusedAmong(db, entry.blobs)
  const state = stateOf(entry.verdict, decision, refused !== null)
  const receipt = newerReceipt(entry.receipt, decision.receipt)
  return state === 'received' ? { state, receipt, code: null, message: null } : { state, receipt }
}

/** Mark the entry; runs inside the transaction of its page. An event of another phone is none of ours. */
export async function takeDecision(db: PhoneDb, decision: Decision): Promise<void> {
  const entry = await db.outbox.get(decision.id)
  // Told again after the phone read everything anew: what the worker has read since stays read.
  if (!entry || sameDecision(entry.decision, decision)) return
  await db.outbox.update(entry.id, { ...(await standing(db, entry, decision)), decision, acknowledged_at: null })
  if (decision.status !== 'accepted') await forgetOutcome(db, entry)
}
