// How a forgetting stands, and which texts may be cut.
import { describe, expect, it } from 'vitest'
import { mayCut, standingOf, sumOf } from './forgettings'
import type { Forgetting, Mention } from './records'

const one = (decision: Forgetting['decision'], is_done: boolean) => ({ decision, is_done }) as Forgetting

describe('a forgetting', () => {
  it('says how it stands', () => {
    expect(standingOf(one('requested', false))).toContain('等另一位')
    expect(standingOf(one('refused', false))).toBe('已驳回')
    expect(standingOf(one('approved', false))).toBe('已批准，正在删除')
    expect(standingOf(one('approved', true))).toBe('已删除')
  })

  it('cuts no text that is sealed', () => {
    expect((['cut', 'empty', 'keep'] as const).map((way) => mayCut({ way } as Mention))).toEqual([true, true, false])
  })

  it('adds up', () => {
    expect(sumOf([{ count: 2 }, { count: 3 }])).toBe(5)
  })
})
