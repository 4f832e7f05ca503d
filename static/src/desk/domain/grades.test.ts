// The lines of a week, in the order in which they came.
import { expect, test } from 'vitest'
import { byVillage, mondayOf, silentWords, weekAfter } from './grades'
import type { WorkerWeek } from './records'

const line = (village: string, worker_name: string, silent: WorkerWeek['silent'] = []) =>
  ({ village, village_name: `${village}村`, worker_name, silent }) as unknown as WorkerWeek

test('villages stand as they come, and so do the people in them', () => {
  const found = byVillage([line('东', '王五'), line('东', '李四'), line('西', '张三')])

  expect(found.map(({ name, lines }) => [name, lines.map((one) => one.worker_name)])).toEqual([['东村', ['王五', '李四']], ['西村', ['张三']]])
})

test('what there was too little of is said, and not taken for nothing found', () => {
  expect(silentWords(line('东', '王五', ['far', 'too_short']))).toBe('样本太少，或住户没有登记位置，没有判断：许多次离住户太远、许多次时间太短')
  expect(silentWords(line('东', '王五'))).toBe('')
})

test('a week goes from Monday to Monday, over the end of a year', () => {
  expect(weekAfter('2026-12-28', 1)).toBe('2027-01-04')
  expect(weekAfter('2026-11-23', -1)).toBe('2026-11-16')
})

test.each([['2026-11-23', '2026-11-23'], ['2026-11-26', '2026-11-23'], ['2026-11-29', '2026-11-23'], ['2027-01-01', '2026-12-28']])('%s lies in the week of %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday)
})
