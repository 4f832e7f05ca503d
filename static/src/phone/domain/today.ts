// What this phone recorded today, with what the server confirmed and what still waits kept apart.
import { OUTCOMES, dayOf } from '@shared/words'
import type { Outcome } from '@shared/words'
import type { Entry } from './records'

export interface DayLine {
  outcome: Outcome
  received: number
  waiting: number
  attention: number
}

/** One line an outcome, in the fixed order of the outcomes; those that never happened today are left out. */
export function daysWork(entries: readonly Entry[], day: string): DayLine[] {
  const todays = entries.filter((entry) => dayOf(entry.recorded_at) === day)
  const count = (outcome: Outcome, state: Entry['state']) =>
    todays.filter((entry) => entry.outcome === outcome && entry.state === state).length
  return (Object.keys(OUTCOMES) as Outcome[])
    .map((outcome) => ({
      outcome,
      received: count(outcome, 'received'),
      waiting: count(outcome, 'waiting'),
      attention: count(outcome, 'attention'),
    }))
    .filter((line) => line.received + line.waiting + line.attention > 0)
}

/** The doors knocked on from this phone today: they are not offered as the next one, unless the visit was withdrawn. */
export function visitedToday(entries: readonly Entry[], day: string): Set<string> {
  return new Set(entries.filter((entry) => dayOf(entry.recorded_at) === day && !entry.withdrawn_on).map((entry) => entry.household_id))
}
