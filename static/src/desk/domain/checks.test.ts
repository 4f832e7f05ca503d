// What spot checks are said to promise and to have found.
import { expect, it } from 'vitest'
import { correctedWords, errorsOf, meaningOf, passedOverWords, standingOf } from './checks'
import type { CheckRound } from './records'

const round = (given: Partial<CheckRound>): CheckRound => ({
  id: '1', campaign_id: '2', village_code: '991101100001', village_name: '桥东村', drawn_at: '', drawn_by_name: '', checker_id: '3', checker_name: '',
  ended_at: null, covered: 300, target: 400, rate: 0.75, unacceptable_percent: 10, asks: 52, denials: 2, rejects_good: 0.086, accepts_bad: 0.097,
  confirmed: 0, denied: 0, passed_over: 0, stood_in: 0, verdict: null, corrected: null, ...given,
})

it('says what was heard and what it takes, and blames nobody', () => {
  expect(meaningOf(round({ confirmed: 10, denied: 1 }))).toBe('已答 11 户，其中 1 户否认有人来宣传过。共要问 52 户，否认超过 2 户即为未通过。')
  expect(meaningOf(round({ confirmed: 10, denied: 3, verdict: 'rejected' }))).toContain('不等于有人造假')
})

it('concludes nothing from a round that was ended too soon, and keeps a verdict that had fallen', () => {
  expect(standingOf(round({ ended_at: '2026-12-01T00:00:00Z' }))).toBe('undecided')
  expect(standingOf(round({ ended_at: '2026-12-01T00:00:00Z', verdict: 'accepted' }))).toBe('accepted')
})

it('states both errors, and that there are none where all are asked', () => {
  expect(errorsOf(round({}))).toBe('这样抽查，有 10% 不实的村会漏过的可能是 10%；只有 2% 不实的村被误判的可能是 9%。')
  expect(errorsOf(round({ covered: 12, asks: 12 }))).toContain('没有抽样误差')
})

it('gives the corrected rate with its interval, and none before all have answered', () => {
  expect(correctedWords(round({}))).toBe('—')
  expect(correctedWords(round({ corrected: { rate: 0.706, low: 0.6375, high: 0.7375, at_worst: 0.69 } }))).toBe('70.6%（63.7%–73.7%）')
  expect(passedOverWords(round({ passed_over: 3, stood_in: 3, corrected: { rate: 0.7, low: 0.6, high: 0.8, at_worst: 0.69 } }))).toContain('69.0%')
})

it('says of doors that cannot answer whether others stand in for them', () => {
  const words = (stood_in: number) => passedOverWords(round({ passed_over: 3, stood_in }))
  expect(words(3)).toBe('有 3 户两次没人或说不清，已按抽签顺序换下一户。')
  expect(words(1)).toBe('有 3 户两次没人或说不清，其中 1 户已按抽签顺序换了别的户，其余没有户可换。')
  expect(words(0)).toBe('有 3 户两次没人或说不清，没有别的户可换。')
})

it('says of a round that nobody is left to answer in that it is too few, and asks for no more', () => {
  const over = round({ covered: 40, asks: 40, denials: 3, confirmed: 34, denied: 2, passed_over: 4, verdict: 'unanswered' })
  expect(standingOf(over)).toBe('unanswered')
  expect(meaningOf(over)).toContain('有 4 户答不上来，又没有别的户可换')
})
