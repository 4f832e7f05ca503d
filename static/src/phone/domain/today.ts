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

// What was said of the register at a door is no knock there.
const isKnock = ({ type }: Entry) => type === 'visit' || type === 'exclusion'
const isDue = ({ come_back_at }: Entry, now: Date) => Boolean(come_back_at) && new Date(come_back_at as string) <= now

/**
 * The doors knocked on from this phone today: they are not offered as the next one, unless the office overruled the visit, or the hour
 * has come for which the last knock there said to come again.
 */
export function visitedToday(entries: readonly Entry[], now: Date): Set<string> {
  const standing = entries.filter((entry) => isKnock(entry) && dayOf(entry.recorded_at) === dayOf(now) && !isOverruled(entry))
  standing.sort((a, b) => a.device_seq - b.device_seq)
  const last = new Map(standing.map((entry) => [entry.household_id, entry]))
  return new Set([...last.values()].filter((entry) => !isDue(entry, now)).map((entry) => entry.household_id))
}
