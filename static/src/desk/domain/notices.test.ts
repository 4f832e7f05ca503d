// The notices of a campaign on the desk.
import { describe, expect, it } from 'vitest'
import { currentFor, draftOf, draftProblem, isChanged, readAudience, teachesWords, versionsOf, withBlank } from './notices'
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
    expect(withBlank('您好，户', 'householder', 3, 3)).toEqual({ text: '您好，{householder}户', at: 16 })
    expect(withBlank('您好', 'day', 0, 2)).toEqual({ text: '{day}', at: 5 })
  })
})
