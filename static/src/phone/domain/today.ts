// What this phone recorded today, with what the server confirmed and what still waits kept apart.
import { OUTCOMES, dayOf } from '@shared/words'
import type { Outcome } from '@shared/words'
import type { Entry, EntryState } from './records'
import { isOverruled } from './states'

export interface DayLine {
  outcome: Outcome
  received: number
  waiting: number
  attention: number
}

/** One line an outcome, in the fixed order of the outcomes; those that never happened today are left out. */
export function daysWork(entries: readonly Entry[], day: string): DayLine[] {
  const todays = entries.filter((entry) => dayOf(entry.recorded_at) === day && !entry.taken_back)
  const count = (outcome: Outcome, ...states: EntryState[]) =>
    todays.filter((entry) => entry.outcome === outcome && states.includes(entry.state)).length
  return (Object.keys(OUTCOMES) as Outcome[])
    .map((outcome) => ({
      outcome,
      received: count(outcome, 'received', 'backed_up'),
      waiting: count(outcome, 'waiting'),
      attention: count(outcome, 'attention'),
    }))
    .filter((line) => line.received + line.waiting + line.attention > 0)
}

/** The doors knocked on from this phone today: they are not offered as the next one, unless the office overruled the visit. */
export function visitedToday(entries: readonly Entry[], day: string): Set<string> {
  const standing = entries.filter((entry) => entry.type !== 'withdrawal' && entry.type !== 'check' && dayOf(entry.recorded_at) === day && !isOverruled(entry))
  return new Set(standing.map((entry) => entry.household_id))
}
