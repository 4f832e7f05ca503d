// A share is never shown surer than it is, and nobody asked is no nought.
import { expect, test } from 'vitest'
import { askedWords, intervalWords, isAsked, postersAt, postersWords, sortLanded } from './lessons'
import type { LandedLine, Share } from './records'

const share = (rate: number | null): Share =>
  rate === null ? { part: 0, whole: 0, homes: 0, rate, low: null, high: null } : { part: 1, whole: 12, homes: 4, rate, low: 0.62151, high: 0.71001 }
const line = (code: string, rate: number | null) =>
  ({ code, knows: share(rate), installed: share(null), verified: share(null), warned: share(null), calls_back: share(null), posters: { put_up: 0, homes: 0 } }) as unknown as LandedLine

test('an interval is cut below and raised above', () => {
  expect(intervalWords(share(0.66))).toBe('62.1%–71.1%')
  expect(intervalWords({ ...share(1), low: 0.5, high: 1 })).toBe('50.0%–100.0%')
  expect(intervalWords(share(null))).toBe('')
})

test('who was asked is said with the share', () => {
  expect(askedWords('knows', share(0.5))).toBe('4 户 12 题')
  expect(askedWords('warned', share(0.5))).toBe('4 户 12 人')
  expect(askedWords('calls_back', share(0.5))).toBe('4 户')
  expect(askedWords('knows', share(null))).toBe('没有问过')
})

test('posters are counted with at how many homes, and of none said there is no nought', () => {
  const [none, nobody] = [{ put_up: 0, homes: 2 }, { put_up: 0, homes: 0 }]
  expect([none, nobody].map(postersWords)).toEqual(['0 张', '—'])
  expect([none, nobody].map(postersAt)).toEqual(['2 户', '没有记过'])
  expect(isAsked({ ...line('a', null), posters: none })).toBe(true)
})

test('the lowest comes first, and where nobody was asked last', () => {
  const lines = [line('b', null), line('a', 0.9), line('d', null), line('c', 0.2)]

  expect(sortLanded(lines, 'knows').map(({ code }) => code)).toEqual(['c', 'a', 'b', 'd'])
  expect(lines.map(isAsked)).toEqual([false, true, false, true])
})
