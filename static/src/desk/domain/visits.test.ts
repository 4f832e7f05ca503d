// When a visit was, what a withdrawal says, and which distance is worth a look.
import { expect, test } from 'vitest'
import { firmWords, isDoubtful, isFar, timeOf, withdrawnBy, withdrawnFrom } from './visits'

const withdrawn = {
  withdrawn_on: '2026-11-22', withdrawn_at: '2026-11-22T06:05:00Z', withdrawn_by_name: '王警官',
  withdrawal_reason: '签名人不是本户成年人', withdrawal_reaches_back: false,
}

test('a withdrawal says from which day the visit does not count', () => {
  expect(withdrawnFrom(withdrawn)).toMatch(/^自(2026年)?11月22日起不计$/)
  expect(withdrawnFrom({ ...withdrawn, withdrawal_reaches_back: true })).toBe('从一开始就不算')
})

test('a withdrawal says by whom, when and why', () => {
  expect(withdrawnBy(withdrawn)).toMatch(/^王警官 (2026年)?11月22日 14:05 撤回：签名人不是本户成年人$/)
  expect(withdrawnBy({ ...withdrawn, withdrawn_at: null, withdrawn_by_name: null })).toBe('撤回：签名人不是本户成年人')
})

test('only more than 200 m is far, and no position is not far', () => {
  expect([null, 0, 200, 201].map((distance_m) => isFar({ distance_m }))).toEqual([false, false, false, true])
})

test('what was done at a firm is said, and of what nobody said not a word', () => {
  expect(firmWords({ role: 'finance', posters: 2, calls_back: true })).toBe('讲给财务 · 贴海报 2 张 · 讲了转账前先打电话核实')
  expect(firmWords({ role: null, posters: 0, calls_back: false })).toBe('贴海报 0 张 · 没讲转账前先打电话核实')
  expect(firmWords({ role: null, posters: 1, calls_back: null })).toBe('贴海报 1 张')
})

test('a paper slip is in doubt when a code says so or cannot be read, but not when none was typed', () => {
  const match = { picture: 'agrees', typed: 'none', other_id: null, other_address: null, other_words: null, note: '' } as const
  expect(isDoubtful(match)).toBe(false)
  expect(isDoubtful({ ...match, typed: 'agrees' })).toBe(false)
  const doubts = [{ picture: 'other' }, { picture: 'unreadable' }, { picture: 'none' }, { typed: 'other' }, { typed: 'unreadable' }, { other_words: '“行动”家庭第 1 版' }] as const
  for (const doubt of doubts) expect(isDoubtful({ ...match, ...doubt })).toBe(true)
})

const visited_at = '2020-11-25T06:05:00Z'
const at = (earliest_at: string | null, latest_at: string | null) => timeOf({ visited_at, earliest_at, latest_at })

test('clocks that agree give one moment', () => {
  expect(at('2020-11-25T06:03:00Z', '2020-11-25T06:07:00Z')).toBe('2020年11月25日 14:05')
  expect(at(null, null)).toBe('2020年11月25日 14:05')
})

test('clocks that leave something open give an interval', () => {
  expect(at('2020-11-25T05:50:00Z', '2020-11-25T07:20:00Z')).toBe('2020年11月25日 14:05（在 13:50–15:20 之间）')
})

test('a bound on another day says its day', () => {
  expect(at('2020-11-22T01:00:00Z', visited_at)).toBe('2020年11月25日 14:05（在 2020年11月22日 09:00–14:05 之间）')
})

test('one bound alone is said alone, and no time at all is a dash', () => {
  expect(at(null, '2020-11-25T07:20:00Z')).toMatch(/（不晚于 15:20）$/)
  expect(at(null, '2020-11-25T07:20:01Z')).toMatch(/（不晚于 15:21）$/)
  expect(at('2020-11-25T05:50:00Z', null)).toMatch(/（不早于 13:50）$/)
  expect(timeOf({ visited_at: null, earliest_at: null, latest_at: visited_at })).toBe('—')
})
