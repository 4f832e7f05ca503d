// The last seven days: each knock on its own day, and nothing of what was taken back.
import { expect, it } from 'vitest'
import type { Entry } from './records'
import { weeksWork } from './week'

const visit = (recorded_at: string, given: Partial<Entry> = {}) =>
  ({ type: 'visit', outcome: 'taught', decision: null, recorded_at, ...given }) as Entry

it('counts each on the county’s day, today last', () => {
  const entries = [
    visit('2026-11-26T01:00:00Z'),
    visit('2026-11-25T16:30:00Z', { outcome: 'no_answer' }),
    visit('2026-11-25T15:30:00Z'),
    visit('2026-11-26T02:00:00Z', { taken_back: true }),
    visit('2026-11-26T02:00:00Z', { type: 'withdrawal', outcome: null }),
    visit('2026-11-19T02:00:00Z'),
  ]
  const week = weeksWork(entries, new Date('2026-11-26T06:00:00Z'))
  expect(week.map(({ words }) => words)).toEqual(['周五', '周六', '周日', '周一', '周二', '周三', '今天'])
  expect(week.map(({ knocks, taught }) => [knocks, taught])).toEqual([[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [1, 1], [2, 1]])
})
