// How long a phone was silent, whatever its clocks say.
import { expect, it } from 'vitest'
import { type Reading, type Silence, grown, heardNow, isTooLong } from './silence'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BEGAN: Reading = { wall: Date.UTC(2026, 10, 26), mono: 5000, boot_id: 'one' }

/** What both clocks say later: the wall by so much, the stopwatch by so much or of another boot. */
function later(from: Reading, wall: number, mono: number | null): Reading {
  return { wall: from.wall + wall, mono: mono === null ? 100 : from.mono + mono, boot_id: mono === null ? 'another' : from.boot_id }
}

function after(...steps: [wall: number, mono: number | null][]): Silence {
  return steps.reduce<Silence>((before, [wall, mono]) => grown(before, later(before, wall, mono)), heardNow(BEGAN))
}

it.each<[string, [number, number | null][], boolean]>([
  ['a day', [[DAY, null]], false],
  ['a week in a drawer', [[7 * DAY, null]], true],
  ['eight days, looked at every day', Array.from({ length: 8 }, () => [DAY, null]), true],
  ['a week asleep, with a stopwatch that stood still', [[7 * DAY, HOUR]], true],
  ['a week with a clock that was set back every day', Array.from({ length: 8 }, () => [-DAY, DAY]), true],
  ['a clock that was set right, ten years forward', [[3650 * DAY, null]], false],
  ['a clock that was set back ten years', [[-3650 * DAY, null]], false],
  ['a day more after such a leap', [[3650 * DAY, null], [DAY, null]], true],
  ['a leap there and back again, and a day', [[3650 * DAY, null], [-3650 * DAY, null], [DAY, null]], true],
])('after %s', (_case, steps, gone) => {
  expect(isTooLong(after(...steps))).toBe(gone)
})

it('begins anew when the server was heard of', () => {
  const silence = after([6 * DAY, null])

  expect(isTooLong(grown(heardNow(silence), later(silence, 6 * DAY, null)))).toBe(false)
})
