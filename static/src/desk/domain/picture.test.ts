// The table that stands for a chart says what the chart shows.
import { describe, expect, it } from 'vitest'
import { headings, type Picture, rowsOf } from './picture'

const PICTURE: Picture = {
  days: ['2026-11-22', '2026-11-23', '2026-11-24'],
  lines: [
    { name: '已覆盖', points: [1200, null, null], look: 'strong' },
    { name: '预计', points: [null, null, 1500], look: 'guess' },
  ],
  fan: { name: '可能范围', low: [null, null, 1400], high: [null, null, 1600] },
  format: (value) => String(value),
}

describe('the table of a chart', () => {
  it('names its columns as the lines are named', () => {
    expect(headings(PICTURE)).toEqual(['日期', '已覆盖', '预计', '可能范围'])
    expect(headings({ ...PICTURE, fan: null })).toEqual(['日期', '已覆盖', '预计'])
  })

  it('has a row for each day on which anything is said', () => {
    expect(rowsOf(PICTURE).map((row) => row.cells)).toEqual([['1200', '—', '—'], ['—', '1500', '1400–1600']])
  })

  it('writes a range of one value once', () => {
    const fan = { name: '可能范围', low: [5, null, null], high: [5, null, null] }
    expect(rowsOf({ ...PICTURE, fan })[0]?.cells).toEqual(['1200', '—', '5'])
  })
})
