// What a door's page says of the visits before: those that count, and what was taken back.
import { formatDay, formatMoment, OUTCOMES } from '@shared/words'
import type { Entry, HouseholdData } from './records'

type Told = Pick<HouseholdData, 'last_outcome' | 'last_visited_at' | 'attempts'>
type Recorded = Pick<Entry, 'decision' | 'outcome' | 'recorded_at'>

/** In one line; `entries` are this phone's at the door, the newest first. */
export function beforeWords(door: Told, entries: readonly Recorded[]): string {
  const counted = door.last_outcome
    ? `此前走访 ${door.attempts} 次，最近 ${formatMoment(door.last_visited_at)} ${OUTCOMES[door.last_outcome]}`
    : '还没有计入的走访'
  const back = entries.find((entry) => entry.decision?.status === 'withdrawn')
  return back ? `${counted}；${takenBack(back)}` : counted
}

function takenBack({ outcome, recorded_at, decision }: Recorded): string {
  return `${formatMoment(recorded_at)} 的走访${outcome ? `（${OUTCOMES[outcome]}）` : ''}已在 ${formatDay(decision?.withdrawn_on)} 撤回，不算数`
}
