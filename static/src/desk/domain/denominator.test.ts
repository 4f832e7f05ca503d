// The denominator's words and orders.
import { expect, test } from 'vitest'
import { bySuspicion, type DenominatorLine, formatShare, reasonBars, ruleWords } from './denominator'
import type { Denominator } from './records'

test('a share keeps two digits and is never rounded up', () => {
  expect([0.03149, 0, 1, 0.29].map(formatShare)).toEqual(['3.14%', '0.00%', '100.00%', '29.00%'])
  expect(formatShare(null)).toBe('—')
})

test('reasons come in order of their doors, and only those that have any', () => {
  expect(reasonBars({ vacant: 2, away: 8 }).map(({ name, doors, part }) => [name, doors, part])).toEqual([
    ['外出', 8, 1], ['空户', 2, 0.25],
  ])
  expect(reasonBars({})).toEqual([])
})

test('those named come first, whatever their share', () => {
  const line = (code: string, share: number, is_named: boolean) => ({ code, share, is_named }) as DenominatorLine

  expect(bySuspicion([line('1', 0.5, false), line('2', 0.1, true), line('3', 0.2, true)]).map(({ code }) => code)).toEqual(['3', '2', '1'])
})

test('the rule says its false alarms', () => {
  expect(ruleWords({ false_alarm: 0.05, county_villages: 68 } as Denominator)).toContain('5% ÷ 68 个村')
})
