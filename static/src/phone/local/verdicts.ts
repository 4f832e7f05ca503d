// Takes in what the office decided about an event of this phone: accepted after all, refused, or taken back.
import type { Entry } from '../domain/records'
import { bearsOn, newerReceipt, sameDecision, stateOf } from '../domain/states'
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

// Before its own verdict nobody knows yet which copy the entry is; what is said of the event itself is not lost to a copy.
function mayConcern(entry: Entry, decision: Decision): boolean {
  if (entry.verdict !== null) return bearsOn(decision, entry.verdict)
  return !decision.raw_sha256 || !entry.decision || Boolean(entry.decision.raw_sha256)
}

/** Mark the entry; runs inside the transaction of its page. An event of another phone is none of ours. */
export async function takeDecision(db: PhoneDb, decision: Decision): Promise<void> {
  const entry = await db.outbox.get(decision.id)
  // Told again after the phone read everything anew: what the worker has read since stays read.
  if (!entry || sameDecision(entry.decision, decision) || !mayConcern(entry, decision)) return
  await db.outbox.update(entry.id, { ...(await standing(db, entry, decision)), decision, acknowledged_at: null })
  const isOpen = entry.verdict === null && decision.raw_sha256
  if (decision.status !== 'accepted' && !isOpen) await forgetOutcome(db, { ...entry, decision })
}
