// What an address narrows a list to, and how the rest is said.
import { describe, expect, test } from 'vitest'
import { isNarrowed, readNarrowing, shareWords, WHOLE } from './narrowing'

describe('a narrowing', () => {
  test('takes what cannot be of that state as not said', () => {
    expect(readNarrowing({ part: 'refused', attempts: '1' }, 'uncovered')).toEqual({ ...WHOLE, part: 'refused', attempts: '1' })
    expect(readNarrowing({ part: 'refused', excluded_for: 'away', attempts: '9', worker: 'x' }, 'covered')).toEqual(WHOLE)
    expect(isNarrowed(WHOLE)).toBe(false)
  })

  test('says how it fits into the figure of its state', () => {
    const figures = { covered: 1, excluded: 0, uncovered: 1200, registered: 1201 } as never

    expect(shareWords(figures, 'uncovered', 8)).toBe('本名单 8 + 其余 1,192 = 未覆盖 1,200')
  })
})
