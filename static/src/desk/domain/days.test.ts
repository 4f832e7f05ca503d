// Days are counted on the calendar.
import { expect, test } from 'vitest'
import { dayAfter, daysFrom, isAskable } from './days'

test.each([['2026-02-28', '2026-03-01', 1], ['2024-02-28', '2024-03-01', 2], ['2026-12-31', '2027-01-01', 1], ['2026-11-26', '2026-11-01', -25]])(
  'from %s to %s there are %i days, and so many lead there', (first, day, days) => {
    expect(daysFrom(first, day)).toBe(days)
    expect(dayAfter(first, days)).toBe(day)
  })

test.each([['2026-11-26', true], ['2026-11-27', false], ['0002-11-01', false], ['', false]])('%s can be asked for: %s', (day, can) => {
  expect(isAskable(day, '2026-11-26')).toBe(can)
})
