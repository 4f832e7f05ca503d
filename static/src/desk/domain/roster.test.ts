// A roster's decisions: what was not decided is never written.
import { expect, test } from 'vitest'
import type { RosterRow } from './records'
import { columnWords, decideAll, decisions, progress, toWrite } from './roster'

const counts = { new: 140, changed: 10, same: 20, merge: 12, bad: 15, skipped: 1, remarks: 2, new_grids: 1 }
const rows = [174, 175].map((row_no) => ({ row_no }) as RosterRow)

test('decided rows are told apart, undecided ones are in neither list', () => {
  expect(decisions({ 174: 'merge', 175: 'separate' })).toEqual({ merge_rows: [174], separate_rows: [175] })
  expect(decisions({})).toEqual({ merge_rows: [], separate_rows: [] })
})

test('a decision on all rows decides each of them', () => {
  expect(decideAll(rows, 'merge')).toEqual({ 174: 'merge', 175: 'merge' })
})

test('what would be written counts new, changed and decided rows only', () => {
  expect(toWrite({ counts }, {})).toBe(150)
  expect(toWrite({ counts }, decideAll(rows, 'separate'))).toBe(152)
  expect(toWrite({ counts: null }, {})).toBe(0)
})

test('progress before anything is known is nothing, and never more than all', () => {
  expect(progress({ progress_done: 0, progress_total: 0 })).toBe(0)
  expect(progress({ progress_done: 999, progress_total: 1000 })).toBe(99)
  expect(progress({ progress_done: 12, progress_total: 10 })).toBe(100)
})

test('columns are named in one order, also those nobody gave a word', () => {
  expect(columnWords({ mystery: '神秘列', address: '详细地址', householder: '户主姓名*' })).toEqual([
    ['户主姓名*', '户主'], ['详细地址', '地址'], ['神秘列', 'mystery'],
  ])
})
