// How a forgetting stands, and which texts may be cut.
import { describe, expect, it } from 'vitest'
import { askProblem, mayCut, standingOf, sumOf } from './forgettings'
import type { Forgetting, Mention } from './records'

const one = (decision: Forgetting['decision'], is_done: boolean) => ({ decision, is_done }) as Forgetting

describe('a forgetting', () => {
  it('says how it stands', () => {
    expect(standingOf(one('requested', false))).toContain('等另一位')
    expect(standingOf(one('refused', false))).toBe('已驳回')
    expect(standingOf(one('withdrawn', false))).toBe('提出人已撤回')
    expect(standingOf(one('approved', false))).toBe('已批准，正在删除')
    expect(standingOf(one('approved', true))).toBe('已删除')
  })

  it('cuts no text that is sealed', () => {
    expect((['cut', 'empty', 'whole', 'keep'] as const).map((way) => mayCut({ way } as Mention))).toEqual([true, true, true, false])
  })

  it('is asked for on a word that somebody chose, with the number of a document where there is one', () => {
    const asked = { basis: '' as const, order_number: '', reason: '该户要求删除' }
    expect(askProblem(asked)).toBe('请选依据。')
    expect([askProblem({ ...asked, basis: 'court' }), askProblem({ ...asked, basis: 'authority' })]).toEqual(['请写文号。', '请写文号。'])
    expect([askProblem({ ...asked, basis: 'own_request' }), askProblem({ ...asked, basis: 'family' })]).toEqual(['', ''])
    expect(askProblem({ ...asked, basis: 'own_request', reason: ' ' })).toBe('请写事由。')
  })

  it('adds up', () => {
    expect(sumOf([{ count: 2 }, { count: 3 }])).toBe(5)
  })
})
