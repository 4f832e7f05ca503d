// An exclusion's standing: approved is not the same as in force.
import { expect, test } from 'vitest'
import { isAbout, openExclusion, skippedWords, standingOf } from './exclusions'

const approved = { state: 'approved', expires_on: '2026-12-31', until_on: '2027-01-01' } as const

test('approved counts until its last day, then it is expired', () => {
  expect(standingOf(approved, '2026-11-22')).toBe('approved')
  expect(standingOf({ ...approved, expires_on: '2026-11-21', until_on: '2026-11-22' }, '2026-11-22')).toBe('expired')
})

test('one that was ended early says so', () => {
  expect(standingOf({ ...approved, until_on: '2026-11-22' }, '2026-11-22')).toBe('ended')
})

test('a requested or approved one is open, a refused or ended one is not', () => {
  const refused = { ...approved, state: 'refused' } as const

  expect(openExclusion([refused, approved], '2026-11-22')).toBe(approved)
  expect(openExclusion([refused, { ...approved, until_on: '2026-11-01' }], '2026-11-22')).toBeUndefined()
})

test('an exclusion is found by a name or an address', () => {
  const one = { householder: '王大柱', village_name: '柳溪村', address: '桥头组8号' }

  expect(['', '大柱', '桥头', '柳溪村桥头'].every((words) => isAbout(one, words))).toBe(true)
  expect(isAbout(one, '李')).toBe(false)
})

test('what was passed over is counted by its reason', () => {
  const own = { code: 'own_exclusion', message: '须由他人审批。' }

  expect(skippedWords([own, { code: 'expiry_passed', message: '到期日已过。' }, own])).toEqual([
    '略过 2 条：须由他人审批。', '略过 1 条：到期日已过。',
  ])
  expect(skippedWords([])).toEqual([])
})
