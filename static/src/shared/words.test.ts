// How rates, distances and days are written.
import { describe, expect, it } from 'vitest'
import { coverageStep, dayOf, formatAccuracy, formatDistance, formatMetres, formatMoment, formatRate, gapWords, relationsAt } from './words'

describe('words', () => {
  it.each([
    [1, '100.0%'],
    [0.9999, '99.9%'],
    [0.29, '29.0%'],
    [0, '0.0%'],
    [null, '—'],
  ])('writes the rate %s as %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text)
  })

  it.each([
    [3, '10 米'],
    [118, '120 米'],
    [994, '990 米'],
    [1240, '1.2 公里'],
    [25_000, '25 公里'],
  ])('writes %s metres as %s', (metres, text) => {
    expect(formatDistance(metres)).toBe(text)
  })

  it.each([
    [null, '误差不明'],
    [0, '误差不明'],
    [3, '误差约 3 米'],
    [1234, '误差约 1,234 米'],
  ])('says how sure of its place a phone was (%s): %s', (metres, text) => {
    expect(formatAccuracy(metres)).toBe(text)
  })

  it('does not round a recorded distance again', () => {
    expect([formatMetres(0), formatMetres(4), formatMetres(1234)]).toEqual(['0 米', '4 米', '1,234 米'])
  })

  it('says in words what is missing', () => {
    expect([gapWords(0, 0), gapWords(5, 0), gapWords(2000, 1234)]).toEqual(['无应访户', '已全覆盖', '差 1,234 户'])
  })

  it('counts days by the county and not by the computer', () => {
    expect(dayOf('2026-11-22T16:30:00Z')).toBe('2026-11-23')
    expect(formatMoment('2020-11-22T06:05:00Z')).toBe('2020年11月22日 14:05')
  })

  it('reserves the last colour for full coverage', () => {
    expect([coverageStep(null), coverageStep(0), coverageStep(0.999), coverageStep(1)]).toEqual([null, 0, 3, 4])
  })
})

it('says of a shop\'s signer what fits a shop', () => {
  expect((['family', 'merchant', 'enterprise', null] as const).map((kind) => relationsAt(kind).self)).toEqual(['户主本人', '经营者本人', '负责人本人', '本人'])
  expect(relationsAt('merchant').staff).toBe('员工')
})
