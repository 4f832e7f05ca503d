// Case figures as the office reads them: nothing invented, nothing proved that is not.
import { describe, expect, test } from 'vitest'
import {
  baseWords, besides, changeOf, dotsOf, fallWords, formatLoss, formatPercent, goalWords, metWords, homesSentence, isCut, lossCell, lossWords, noGridWords, placeName, shareWords, sortLines,
  villagesSentence, weekWords, yearsWords,
} from './caseFigures'
import type { CaseBase, CaseFigures, CaseLine, CaseTally, Comparison, Goals, Ratio } from './records'

const base = (part: Partial<CaseBase> = {}): CaseBase => ({
  first: '2026-11-16', last: '2026-11-19', cases: 2, cases_change: 1, cases_percent: 50, loss_fen: 100, loss_change: -50, loss_percent: -50, loss_unknown: 0, ...part,
})
const tally = (part: Partial<CaseTally> = {}): CaseTally => ({
  first: '2026-11-23', last: '2026-11-26', cases: 3, loss_fen: 50, loss_unknown: 0, across: 0, uncovered: 2, covered: 1, excluded: 0, unclear: 0, unregistered: 0,
  before: 0, open: 0, none: 0, uncovered_share: 2 / 3, frauds: {}, previous: base(), year_ago: null, ...part,
})

test.each([
  [null, '—'], [0, '0 元'], [1234500, '1.23 万元'], [999900, '9,999 元'], [123450, '1,234.50 元'], [-2_000_000, '−2.00 万元'],
])('%s fen is %s', (fen, words) => {
  expect(formatLoss(fen)).toBe(words)
})

test.each([[null, '—'], [0, '0.0%'], [12.34, '+12.3%'], [-66.666, '−66.7%'], [1418.7, '+1,419%']])('%s per cent is %s', (percent, words) => {
  expect(formatPercent(percent)).toBe(words)
})

test('a change has its per cent, where there is one', () => {
  expect(changeOf(base(), 'cases')).toBe('+1（+50.0%）')
  expect(changeOf(base(), 'loss')).toBe('−0.50 元（−50.0%）')
  expect(changeOf(base({ cases_percent: null }), 'cases')).toBe('+1（—）')
  expect(changeOf(base({ cases_change: 0, cases_percent: 0 }), 'cases')).toBe('持平')
  expect(changeOf(base({ loss_change: null, loss_percent: null }), 'loss')).toBe('不能确定')
  expect(changeOf(null, 'cases')).toBe('—')
})

test('what is not known is said and never nought', () => {
  expect(baseWords(tally(), 'year_ago', '2026-11-01')).toContain('去年同期没有数据')
  expect(baseWords(tally({ first: '2026-12-28', last: '2027-01-03' }), 'year_ago', '2025-01-01')).toBe('去年没有这一周（第 53 周）')
  expect(baseWords(tally({ previous: null }), 'previous', null)).toBe('还没有登记案件')
  expect(lossWords({ cases: 2, loss_fen: 0, loss_unknown: 2 })).toBe('损失都还不清楚')
  expect(lossCell({ cases: 2, loss_fen: 0, loss_unknown: 2 })).toEqual({ loss: '', more: '2 起不清楚' })
  expect(lossCell({ cases: 3, loss_fen: 100, loss_unknown: 2 })).toEqual({ loss: '1 元', more: '2 起不清楚' })
  expect(lossCell({ cases: 0, loss_fen: 0, loss_unknown: 0 })).toEqual({ loss: '0 元', more: '' })
})

test('a share says of how many, and what is not in it', () => {
  expect(shareWords(tally())).toBe('66.7%（2／3）')
  expect(shareWords(tally({ uncovered: 0, covered: 0, uncovered_share: null }))).toBe('—')
  expect(besides({ open: 1, none: 0, unclear: 2, excluded: 0, unregistered: 0, before: 0 })).toEqual(['1 起还没有认定是哪一户', '2 起分不清在覆盖之前还是之后'])
})

test('a week', () => {
  expect(weekWords({ first: '2026-11-16', last: '2026-11-22' })).toContain('11月16日—22日')
  expect(weekWords({ first: '2026-10-26', last: '2026-11-01' })).toContain('10月26日—')
  expect([isCut({ first: '2026-11-23', last: '2026-11-26' }), isCut({ first: '2026-11-16', last: '2026-11-22' })]).toEqual([true, false])
})

test('lines without a figure come last either way', () => {
  const line = (code: string, cases: number, previous: CaseBase | null) => ({ ...tally({ cases, previous }), code, name: code }) as CaseLine
  const lines = [line('a', 1, null), line('b', 3, base({ cases_change: -2 })), line('c', 2, base({ cases_change: 4 }))]

  expect(sortLines(lines, 'cases', true).map((one) => one.code)).toEqual(['b', 'c', 'a'])
  expect(sortLines(lines, 'previous', true).map((one) => one.code)).toEqual(['c', 'b', 'a'])
  expect(sortLines(lines, 'previous', false).map((one) => one.code)).toEqual(['b', 'c', 'a'])
})

test('两降 in words', () => {
  const goals = { on: '2026-11-26', since: '2025-01-01', now: { first: '2026-01-01', last: '2026-11-26' }, then: null, items: [] } as Goals
  expect(yearsWords(goals)).toContain('去年没有案件数据')
  expect(yearsWords({ ...goals, now: { first: '2026-09-01', last: '2026-11-26' }, then: { first: '2025-09-01', last: '2025-11-26' } })).toContain('两年都从同一天算起')
  expect(fallWords({ now: 1, then: null, percent: null, is_met: null })).toBe('比不了')
  expect(fallWords({ now: 1, then: 0, percent: null, is_met: null })).toBe('去年没有，算不出百分比')
  expect(fallWords({ now: 4, then: 5, percent: -20, is_met: true })).toBe('下降 20.0%')
  expect([metWords(true, 10), metWords(false, 10), metWords(null, 10), metWords(null, null)]).toEqual(['达到', '没有达到', '不能确定', ''])
  expect([goalWords(null), goalWords(0), goalWords(10)]).toEqual(['未定', '不上升', '下降 10%'])
})

describe('whether it helps', () => {
  const ratio = (part: Partial<Ratio>): Ratio => ({ verdict: 'unclear', value: 0.8, low: 0.4, high: 1.6, cases: 30, ...part })
  const homes = (part: Partial<Ratio>) => homesSentence({ homes: { by_week: ratio(part), fewest_cases: 10 } } as Comparison)
  const villages = (part: object) => villagesSentence({
    villages: { verdict: 'told', value: 0.9, low: 0.8, high: 0.97, fewest_villages: 10, fewest_cases: 20, least_spread: 0.1, items: [], wider: 0, ...part },
  } as unknown as Comparison)

  test('too little is said to be too little, with the least that it takes', () => {
    expect(homes({ verdict: 'too_few', cases: 4 }).words).toContain('只有 4 起，至少要 10 起')
    expect(villages({ verdict: 'too_few_villages' }).words).toContain('至少要 10 个')
    expect(villages({ verdict: 'too_few_cases' }).words).toContain('不到 20 起')
    expect(villages({ verdict: 'too_alike' }).words).toContain('不到 10 个百分点')
  })

  test('an interval with one in it tells nothing either way', () => {
    expect(homes({})).toMatchObject({ tone: 'none' })
    expect(homes({}).words).toContain('不能说有用，也不能说没用')
    expect(villages({ high: 1.1 }).words).toContain('看不出关系')
  })

  test('fewer, and more, with the range; never that it was the knocking', () => {
    expect(homes({ verdict: 'fewer', value: 0.5, low: 0.3, high: 0.8 }).words).toBe('已覆盖的家庭发案较少：同一周里比，已覆盖的家庭发案大约是未覆盖的 0.50 倍，95% 的把握在 0.30—0.80 倍之间。')
    expect(homes({ verdict: 'more', value: 2, low: 1.2, high: null }).words).toContain('反而较多')
    expect(homes({ verdict: 'fewer', value: 0, low: 0, high: 0.4 }).words).toContain('发案全在未覆盖的家庭')
    expect(villages({}).words).toContain('覆盖率高的村发案较少')
    for (const said of [homes({ verdict: 'fewer' }), villages({})]) expect(said.words).not.toMatch(/导致|因为|使得|效果|作用/)
  })

  test('a dot for each village that has homes, as large as it has', () => {
    const point = { code: '1', name: '桥东村委会', registered: 100, cases: 1, rate: 0.5, mean_coverage: 0.25, per_1000: 10, low: 0.253, high: 55.72 }
    const { dots } = dotsOf({ villages: { items: [point, { ...point, registered: 50 }, { ...point, mean_coverage: null }] } } as unknown as Comparison)

    expect(dots.map(({ x, y, size }) => [x, y, size])).toEqual([[25, 10, 1], [25, 10, 0.5]])
    expect(dots[0]?.words).toContain('桥东村\n1 起')
  })
})

test('a grid is named with its village where the page does not say which, and what is in none is named', () => {
  const line = { name: '第一网格', village_name: '桥东村委会' }
  expect([placeName(line, '991101100000'), placeName(line, '991101100001')]).toEqual(['桥东村 第一网格', '第一网格'])
  const why = { open: 2, none: 0, unregistered: 0, moved: 1, elsewhere: 0 }
  expect(noGridWords({ no_grid: why } as CaseFigures)).toEqual(['2 起还没有认定是哪一户', '1 起住户案发前后迁过网格'])
  expect(noGridWords({ no_grid: null } as CaseFigures)).toEqual([])
})
