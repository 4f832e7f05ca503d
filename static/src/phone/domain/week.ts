// My own last seven days, from what this phone recorded: for whoever did the work, and compared with nobody.
import { WEEKDAYS, dayOf, weekdayOf } from '@shared/words'
import type { Entry } from './records'
import { isOverruled } from './states'

export interface WeekDay {
  day: string
  words: string
  knocks: number
  taught: number
}

const DAY_MS = 86_400_000

/** Today last; what does not count is left out. */
export function weeksWork(entries: readonly Entry[], now: Date): WeekDay[] {
  const standing = entries.filter((entry) => entry.type === 'visit' && !isOverruled(entry))
  return [6, 5, 4, 3, 2, 1, 0].map((back) => {
    const day = dayOf(new Date(now.getTime() - back * DAY_MS))
    const own = standing.filter((entry) => dayOf(entry.recorded_at) === day)
    const taught = own.filter(({ outcome }) => outcome === 'taught').length
    return { day, words: back === 0 ? '今天' : (WEEKDAYS[weekdayOf(day)] ?? ''), knocks: own.length, taught }
  })
}
