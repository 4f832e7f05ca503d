// When to knock again: what is offered at which hour, and how it is said as its time comes and goes.
import { expect, it } from 'vitest'
import { returnWords, returnsFrom } from './comeBack'

// 2026-11-26 is a Thursday.
const at = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`)
const keys = (now: Date) => returnsFrom(now).map(({ key }) => key)
const timeOf = (now: Date, wanted: string) => returnsFrom(now).find(({ key }) => key === wanted)?.at

it.each([
  ['2026-11-26', '09:00', ['tonight', 'morning', 'evening', 'weekend', 'unknown']],
  ['2026-11-26', '18:00', ['morning', 'evening', 'weekend', 'unknown']],
  ['2026-11-27', '17:59', ['tonight', 'morning', 'evening', 'unknown']],
  ['2026-11-29', '09:00', ['tonight', 'morning', 'evening', 'unknown']],
])('offers on %s at %s what can still be meant', (day, time, offered) => {
  expect(keys(at(day, time))).toEqual(offered)
})

it('means hours on the county’s clocks, wherever the phone thinks it is', () => {
  const late = new Date('2026-11-25T17:30:00Z')
  expect(timeOf(late, 'tonight')).toBe('2026-11-26T19:00:00+08:00')
  expect(timeOf(late, 'morning')).toBe('2026-11-27T10:00:00+08:00')
  expect(timeOf(late, 'weekend')).toBe('2026-11-28T10:00:00+08:00')
  expect(timeOf(late, 'unknown')).toBeNull()
})

it.each([
  ['2026-11-26', '今晚再来'],
  ['2026-11-25', '明天晚上再来'],
  ['2026-11-24', '周四晚上再来'],
  ['2026-11-10', '11月26日晚上再来'],
  ['2026-11-27', '该再来了（说好11月26日晚上）'],
])('says on %s: %s', (today, words) => {
  expect(returnWords('2026-11-26T19:00:00+08:00', at(today, '09:00'))).toBe(words)
})
