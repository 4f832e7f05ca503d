// What the office reads off a visit: how far it was from the door, and what its withdrawal means.
import { formatDay, formatMoment } from '@shared/words'
import type { Visit } from './records'

/** Further than this from the door a position asks for a look: phones between houses err by some 100 m. */
const FAR_M = 200

export function isFar(visit: Pick<Visit, 'distance_m'>): boolean {
  return visit.distance_m !== null && visit.distance_m > FAR_M
}

type Withdrawal = Pick<Visit, 'withdrawn_on' | 'withdrawn_at' | 'withdrawn_by_name' | 'withdrawal_reason' | 'withdrawal_reaches_back'>

/** From which day a withdrawn visit no longer counts. */
export function withdrawnFrom(visit: Withdrawal): string {
  return visit.withdrawal_reaches_back ? '自始不计（追溯）' : `自${formatDay(visit.withdrawn_on)}起不计`
}

/** Who took the visit back, when and why. */
export function withdrawnBy(visit: Withdrawal): string {
  const when = visit.withdrawn_at ? formatMoment(visit.withdrawn_at) : ''
  return `${[visit.withdrawn_by_name, when, '撤回'].filter(Boolean).join(' ')}：${visit.withdrawal_reason ?? '—'}`
}
