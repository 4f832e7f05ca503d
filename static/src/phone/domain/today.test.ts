// Which doors are left out when the next one is looked for.
import { expect, it } from 'vitest'
import type { Entry } from './records'
import { visitedToday } from './today'

const at = (time: string) => new Date(`2026-11-26T${time}:00+08:00`)
const TONIGHT = '2026-11-26T19:00:00+08:00'
let seq = 0

function entry(given: Partial<Entry>): Entry {
  return { type: 'visit', household_id: 'door-1', device_seq: ++seq, recorded_at: at('17:00').toISOString(), decision: null, ...given } as Entry
}

const left = (entries: Entry[], now = at('17:01')) => [...visitedToday(entries, now)]

it.each([
  ['visit', ['door-1']], ['exclusion', ['door-1']], ['proposal', []], ['check', []], ['withdrawal', []],
] as const)('leaves out a door after a %s: %j', (type, doors) => {
  expect(left([entry({ type })])).toEqual(doors)
})

it('offers a door again when the hour has come for which it was said', () => {
  const knocks = [entry({ come_back_at: TONIGHT })]

  expect(left(knocks, at('18:59'))).toEqual(['door-1'])
  expect(left(knocks, at('19:00'))).toEqual([])
})

it('goes by the last knock there, in whatever order they are read', () => {
  const knocks = [entry({ come_back_at: TONIGHT }), entry({ come_back_at: null, recorded_at: at('19:05').toISOString() })]

  expect(left(knocks.reverse(), at('19:06'))).toEqual(['door-1'])
})

it('goes by the one before where the last was taken back', () => {
  const knocks = [entry({ come_back_at: TONIGHT }), entry({ come_back_at: null, taken_back: true })]

  expect(left(knocks, at('19:06'))).toEqual([])
})
