// A visit that its worker takes back: within a minute as if it had never been, later with a reason.
import type { WithdrawalReason } from '@shared/words'
import { sha256Hex } from '@shared/hash'
import { entryName } from './exclusion'
import type { Entry } from './records'
import { isOverruled } from './states'
import { clocksNow, type Making, type SealedEvent } from './visit'

/** The version of the body below. */
export const WITHDRAWAL_VERSION = 1

/** For how long a visit may be undone; the server allows a moment more. */
const UNDO_MS = 60_000

/** Serialise a withdrawal once and for all. */
export async function sealWithdrawal(
  { id, household_id }: Pick<Entry, 'id' | 'household_id'>,
  reason: WithdrawalReason,
  { anchor }: Pick<Making, 'anchor'>,
): Promise<SealedEvent> {
  const body = JSON.stringify({ visit_id: id, household_id, reason, ...clocksNow(anchor) })
  return { body, sha256: await sha256Hex(body), images: [] }
}

/** Whether its worker may take it back: a visit that still stands. */
export const mayWithdraw = (entry: Entry) => entry.type === 'visit' && !isOverruled(entry)

/** How long it may still be undone, in whole seconds; a clock that was set back gives no more than a minute. */
export function undoSeconds(entry: Entry | undefined, now: number): number {
  if (!entry || !mayWithdraw(entry)) return 0
  const left = UNDO_MS - Math.abs(now - Date.parse(entry.recorded_at))
  return Math.max(0, Math.ceil(left / 1000))
}

/** What was saved, beside the button that undoes it. */
export function savedWords(visits: readonly Entry[]): string {
  const [first] = visits
  if (!first) return ''
  return `${visits.length > 1 ? `${visits.length} 户` : `${first.title} `}已记“${entryName(first)}”`
}
