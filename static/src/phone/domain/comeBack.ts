// When to knock again at a door where nobody was in: the few times that are chosen, and how one is said in the list.
import { WEEKDAYS, dayOf, formatDay, hourOf, weekdayOf } from '@shared/words'

/** A time to come again, as it stands on its button; none where nobody knows. */
export interface Return {
  key: string
  words: string
  at: string | null
}

const DAY_MS = 86_400_000
// The hours that stand for a part of the day, on the county's clocks.
const MORNING = '10:00'
const EVENING = '19:00'
const NOON = 14
const NIGHT = 18

const on = (day: string, time: string) => `${day}T${time}:00+08:00`
const dayAfter = (now: Date, days: number) => dayOf(new Date(now.getTime() + days * DAY_MS))

/** The times that are offered now. */
export function returnsFrom(now: Date): Return[] {
  const today = dayOf(now)
  const toSaturday = 5 - weekdayOf(today)
  const times: (Return | false)[] = [
    hourOf(now) < NIGHT && { key: 'tonight', words: '今晚', at: on(today, EVENING) },
    { key: 'morning', words: '明天上午', at: on(dayAfter(now, 1), MORNING) },
    { key: 'evening', words: '明天晚上', at: on(dayAfter(now, 1), EVENING) },
    // Tomorrow is said already.
    toSaturday > 1 && { key: 'weekend', words: '周末', at: on(dayAfter(now, toSaturday), MORNING) },
    { key: 'unknown', words: '说不准', at: null },
  ]
  return times.filter((time) => time !== false)
}

function partOfDay(at: string, isToday: boolean): string {
  const hour = hourOf(at)
  if (hour >= NIGHT) return isToday ? '今晚' : '晚上'
  return hour >= NOON ? '下午' : '上午'
}

/** 今晚再来, 明天上午再来, 周六上午再来; of one that went by, that it is time. */
export function returnWords(at: string, now: Date): string {
  const [day, today] = [dayOf(at), dayOf(now)]
  const part = partOfDay(at, day === today)
  if (day < today) return `该再来了（说好${formatDay(day)}${part}）`
  if (day === today) return part === '今晚' ? '今晚再来' : `今天${part}再来`
  if (day === dayAfter(now, 1)) return `明天${part}再来`
  const isSoon = day <= dayAfter(now, 6)
  return `${isSoon ? WEEKDAYS[weekdayOf(day)] : formatDay(day)}${part}再来`
}
