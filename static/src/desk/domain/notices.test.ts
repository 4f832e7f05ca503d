// The notices of a campaign on the desk.
import { describe, expect, it } from 'vitest'
import {
  asKept, currentFor, draftOf, draftProblem, inWords, isChanged, partToMend, readAudience, teachesWords, unmentioned, versionsOf, withBlank,
} from './notices'
import type { NoticeVersion } from './records'

const version = (given: Partial<NoticeVersion>): NoticeVersion => ({
  id: '1', audience: 'family', version: 1, title: '告知单', body: '您好', teaches: ['loan'], created_at: '2026-11-22T06:00:00Z',
  worded_by_name: null, is_current: true, slips: 0, ...given,
})
const ALL = [version({ version: 2, body: '新的' }), version({ is_current: false }), version({ audience: 'elderly', title: '给老人家' })]

describe('which notice is read', () => {
  it('is an audience\'s newest, else the family\'s', () => {
    expect(currentFor(ALL, 'elderly')?.title).toBe('给老人家')
    expect(currentFor(ALL, 'merchant')?.body).toBe('新的')
    expect(currentFor([], 'family')).toBeNull()
    expect(versionsOf(ALL, 'family').map((one) => one.version)).toEqual([2, 1])
  })

  it('is the family\'s when an address names nobody', () => {
    expect([readAudience('finance'), readAudience('everybody'), readAudience(undefined)]).toEqual(['finance', 'family', 'family'])
  })

  it('says what it teaches, or that nobody said', () => {
    expect(teachesWords(['loan', 'health'])).toBe('虚假贷款、保健品')
    expect(teachesWords([])).toContain('没有记录')
  })
})

describe('a next version', () => {
  const now = version({ version: 2 })

  it('begins with what is read now, and is none until something is different', () => {
    const draft = draftOf(now, 'family')
    expect(draftProblem(draft, now)).toBe('还没有改动')
    expect(isChanged({ ...draft, body: '您好\n' }, now)).toBe(false)
    expect(draftProblem({ ...draft, body: '您好，96110' }, now)).toBe('')
    expect(draftProblem({ ...draft, teaches: ['loan', 'refund'] }, now)).toBe('')
    // An audience that has no words yet may begin with the family's as they are.
    expect(draftProblem(draftOf(now, 'elderly'), undefined)).toBe('')
  })

  it('lacks a title, words or a fraud', () => {
    const draft = draftOf(now, 'family')
    expect(draftProblem({ ...draft, title: ' ' }, now)).toBe('请写标题')
    expect(draftProblem({ ...draft, body: '\n' }, now)).toBe('请写正文')
    expect(draftProblem({ ...draft, teaches: [] }, now)).toContain('勾选')
  })

  it('takes a blank where the cursor stands', () => {
    expect(withBlank('您好，户', '地址', 3, 3)).toEqual({ text: '您好，{地址}户', at: 7 })
    expect(withBlank('您好', '日期', 0, 2)).toEqual({ text: '{日期}', at: 4 })
  })

  it('shows its blanks as the buttons do, and keeps them as they are', () => {
    const kept = '{householder}户（{village}{address}），{day} {worker} {phone} {constructor}'
    expect(inWords(kept)).toBe('{户主（负责人）}户（{村（社区）}{地址}），{日期} {网格员} {phone} {constructor}')
    expect(asKept(inWords(kept))).toBe(kept)
    expect(asKept('{电话}')).toBe('{电话}')
  })

  it('names the ticked frauds that its text does not', () => {
    const draft = { ...draftOf(now, 'family'), body: '网贷先收钱的是骗子', teaches: ['health', 'loan', 'refund', 'other'] as const }
    expect(unmentioned({ ...draft, teaches: [...draft.teaches] })).toEqual(['网购退款', '保健品'])
    expect(unmentioned({ ...draft, teaches: [...draft.teaches], title: '保健品、退款' })).toEqual([])
  })

  it('leads to the first part that is not right', () => {
    const draft = draftOf(now, 'family')
    expect(partToMend({ ...draft, title: ' ', body: '' }, '请写标题', '')).toBe('title')
    expect(partToMend({ ...draft, title: '{day}' }, '', '标题里不能有')).toBe('title')
    expect(partToMend(draft, '', '{phone} 填不了')).toBe('body')
    expect(partToMend({ ...draft, teaches: [] }, '请勾选', '')).toBe('teaches')
    expect(partToMend(draft, '还没有改动', '')).toBe('body')
    expect(partToMend(draft, '', '')).toBeNull()
  })
})
