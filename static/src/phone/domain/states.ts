// Where an event stands after the server's verdict and the office's word.
import type { Entry, EntryState } from './records'
import type { Decision, Verdict } from './wire'

const STATE_OF: Record<Verdict, EntryState> = {
  created: 'received',
  duplicate: 'received',
  needs_review: 'attention',
  quarantined: 'attention',
  conflict: 'attention',
}

/** The office has the last word; a picture that the server will never take needs a human all the same. */
export function stateOf(verdict: Verdict, decision: Decision | null, hasRefusedBlob: boolean): EntryState {
  if (hasRefusedBlob) return 'attention'
  if (decision) return decision.status === 'accepted' ? 'received' : 'attention'
  return STATE_OF[verdict]
}

/** Set aside for the office to look at, and not decided yet: nothing for the worker to do. */
export function isWithOffice({ state, verdict, decision }: Entry): boolean {
  return state === 'attention' && decision === null && verdict !== null && STATE_OF[verdict] === 'attention'
}

/** Nothing of it is left for the worker to read: they have, or took it back themselves. */
export const isRead = ({ taken_back, acknowledged_at }: Entry) => Boolean(taken_back) || acknowledged_at !== null

/** The receipt to show: an event that was set aside and then accepted has a second one. */
export function newerReceipt(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

/** Sent, and its content still here: what is brought again when the server was restored from a backup. */
export function isRetained(entry: Entry): boolean {
  return entry.settled_at !== null && entry.body !== ''
}

/** The office refused it or took it back, or its own worker did: it does not count. */
export function isOverruled(entry: Entry): boolean {
  if (entry.taken_back) return true
  return entry.decision !== null && entry.decision.status !== 'accepted'
}

/** Whether a decision is about this event: one about a copy that was set aside says nothing of what the server took. */
export function bearsOn(decision: Decision, verdict: Verdict): boolean {
  return !decision.raw_sha256 || verdict === 'quarantined' || verdict === 'conflict'
}

/** Whether two decisions say the same, so that what the worker has read stays read. */
export function sameDecision(a: Decision | null, b: Decision): boolean {
  const isAboutSame = (a?.raw_sha256 ?? null) === (b.raw_sha256 ?? null)
  return isAboutSame && a?.status === b.status && a.reason === b.reason && a.withdrawn_on === b.withdrawn_on
}
