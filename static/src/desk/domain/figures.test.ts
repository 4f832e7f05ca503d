// The figures in words: the identity, the steps of colour, and who is furthest behind.
import { expect, test } from 'vitest'
import { addsUp, FURTHEST_BEHIND, identity, LEGEND, officialNote, sortRows, stepName } from './figures'
import type { CoverageRow } from './records'

function row(code: string, covered: number, uncovered: number, excluded = 0): CoverageRow {
  const target = covered + uncovered
  const registered = target + excluded
  return {
    code, name: code, level: 'village', registered, excluded, target, covered, uncovered,
    rate: target ? covered / target : null, raw_rate: registered ? covered / registered : null,
    official: null, official_rate: null,
  }
}

test('the identity is printed with every part of it', () => {
  expect(identity(row('a', 23309, 15138, 1553))).toBe('已覆盖 23,309 + 剔除 1,553 + 未覆盖 15,138 = 登记 40,000')
})

test('figures that do not add up are noticed', () => {
  expect(addsUp(row('a', 3, 2, 1))).toBe(true)
  expect(addsUp({ ...row('a', 3, 2, 1), registered: 7 })).toBe(false)
})

test('an official number below the target is said not to be used', () => {
  expect(officialNote({ official: 400, target: 701 })).toBe('官方数 400 户少于应访，按应访 701 户算')
  expect(officialNote({ official: 701, target: 701 })).toBe('')
  expect(officialNote({ official: null, target: 701 })).toBe('')
})

test('the furthest behind in doors comes first, whatever its rate', () => {
  const small = row('small', 0, 10)
  const large = row('large', 900, 100)

  expect(sortRows([small, large], FURTHEST_BEHIND).map((one) => one.code)).toEqual(['large', 'small'])
})

test('a place without a rate comes last in both directions', () => {
  const rows = [row('none', 0, 0, 5), row('low', 1, 9), row('high', 9, 1)]
  const order = (descending: boolean) => sortRows(rows, { key: 'rate', descending }).map((one) => one.code)

  expect(order(false)).toEqual(['low', 'high', 'none'])
  expect(order(true)).toEqual(['high', 'low', 'none'])
})

test('sorting leaves the rows it was given alone', () => {
  const rows = [row('b', 1, 0), row('a', 0, 1)]

  sortRows(rows, FURTHEST_BEHIND)

  expect(rows.map((one) => one.code)).toEqual(['b', 'a'])
})

test('only full coverage takes the last colour, and no target takes none', () => {
  expect(stepName(row('a', 10, 0))).toBe('4')
  expect(stepName(row('a', 9999, 1))).toBe('3')
  expect(stepName(row('a', 0, 10))).toBe('0')
  expect(stepName(row('a', 0, 0, 3))).toBe('none')
})

test('every colour on the map has its words', () => {
  expect(LEGEND.map((entry) => entry.step)).toEqual(['4', '3', '2', '1', '0', 'none'])
  expect(LEGEND.every((entry) => entry.words.length > 0)).toBe(true)
})
