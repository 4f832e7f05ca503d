// What the office reads off a visit: when and how far from the door it was, what was done at a firm, and what its withdrawal means.
import { FIRM_ROLES } from '@shared/lessons'
import { dayOf, FAR_M, formatDay, formatMoment, minuteUp } from '@shared/words'
import type { PaperMatch, Visit } from './records'

/** Clocks that agree to within this leave nothing open that anybody would ask about. */
const CLOSE_MS = 2 * 60_000

export function isFar(visit: Pick<Visit, 'distance_m'>): boolean {
  return visit.distance_m !== null && visit.distance_m > FAR_M
}

/** Whether a paper slip may be another household's, or other words than the phone says. */
export function isDoubtful(match: PaperMatch): boolean {
  return match.picture !== 'agrees' || ['other', 'unreadable'].includes(match.typed) || match.other_words !== null
}

const CALLS_BACK = '转账前先打电话核实'

/** 讲给财务 · 贴海报 2 张 · 讲了转账前先打电话核实; what nobody said is not there. */
export function firmWords({ role, posters, calls_back: callsBack }: NonNullable<Visit['firm']>): string {
  const rule = callsBack === null ? '' : `${callsBack ? '讲了' : '没讲'}${CALLS_BACK}`
  return [role && `讲给${FIRM_ROLES[role]}`, `贴海报 ${posters} 张`, rule].filter(Boolean).join(' · ')
}

type Withdrawal = Pick<Visit, 'withdrawn_on' | 'withdrawn_at' | 'withdrawn_by_name' | 'withdrawal_reason' | 'withdrawal_reaches_back'>

/** From which day a withdrawn visit no longer counts. */
export function withdrawnFrom(visit: Withdrawal): string {
  return visit.withdrawal_reaches_back ? '从一开始就不算' : `自${formatDay(visit.withdrawn_on)}起不计`
}

/** Who took the visit back, when and why. */
export function withdrawnBy(visit: Withdrawal): string {
  const when = visit.withdrawn_at ? formatMoment(visit.withdrawn_at) : ''
  return `${[visit.withdrawn_by_name, when, '撤回'].filter(Boolean).join(' ')}：${visit.withdrawal_reason ?? '—'}`
}

/** A best time, and the moments it lies between as far as anybody knows; nothing may be readable at all. */
type Timed = Record<'visited_at' | 'earliest_at' | 'latest_at', string | null>

/** When it was: 11月25日 14:05, with the interval that holds the truth where the clocks leave it open. */
export function timeOf(visit: Timed): string {
  const { visited_at: best, earliest_at: earliest, latest_at: latest } = visit
  if (best === null) return '—'
  const isOpen = [earliest, latest].some((bound) => bound && Math.abs(Date.parse(bound) - Date.parse(best)) > CLOSE_MS)
  return isOpen ? `${formatMoment(best)}（${between(best, earliest, latest)}）` : formatMoment(best)
}

function between(best: string, earliest: string | null, latest: string | null): string {
  const say = (bound: string) => (dayOf(bound) === dayOf(best) ? formatMoment(bound).slice(-5) : formatMoment(bound))
  const until = minuteUp(latest ?? best)
  if (earliest && latest) return `在 ${say(earliest)}–${say(until)} 之间`
  return earliest ? `不早于 ${say(earliest)}` : `不晚于 ${say(until)}`
}
