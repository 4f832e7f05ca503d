// The words of the accounts' page.
import { expect, test } from 'vitest'
import { changedWords, closingWords, handOverWords, inOrder, lastSignIn, lastSignInWords, partsFor, sessionName, sessionsWords } from './accounts'

test('each part is given where it answers for something', () => {
  expect(partsFor('county')).toEqual(['supervisor', 'admin'])
  expect(partsFor('town')).toContain('station')
  expect(partsFor('village')).toEqual(['worker', 'village'])
  expect(partsFor('grid')).toEqual([])
})

test('a session is named by its app and its browser', () => {
  expect(sessionName({ app: 'phone', browser: '微信 · Android' })).toBe('手机端 · 微信 · Android')
  expect(sessionName({ app: 'desk', browser: 'Edge · Windows' })).toBe('办公端 · Edge · Windows')
})

test('who never signed in is said to, and no session is a dash', () => {
  expect(lastSignIn({ last_sign_in_at: null })).toBe('从未登录')
  expect(lastSignInWords({ last_sign_in_at: null })).toBe('从未登录')
  expect(lastSignInWords({ last_sign_in_at: '2020-01-01T04:05:00Z' })).toBe('最近登录 2020年1月1日 12:05')
  expect(lastSignIn({ last_sign_in_at: '2020-01-01T04:05:00Z' })).toBe('2020年1月1日 12:05')
  expect([0, 1, 12].map(sessionsWords)).toEqual(['—', '1 处', '12 处'])
})

test('a worker is not sent to the office to change a password', () => {
  expect(handOverWords('worker')).not.toContain('办公端')
  expect(handOverWords('station')).toContain('我的登录')
})

test('closing an account says what becomes of its phones, and opening it that they do not come back', () => {
  expect(closingWords({ phones: 0 })).not.toContain('绑定')
  expect(closingWords({ phones: 2 })).toContain('绑定的 2 部手机一起停用')
  expect(changedWords({ phones: 2 }, false)).toContain('2 部手机也已停用')
  expect(changedWords({ phones: 0 }, true)).toContain('须再绑定')
})

test('accounts stand as people count', () => {
  expect(inOrder(['worker10', 'worker2', 'admin', 'worker1'].map((username) => ({ username }))).map((one) => one.username)).toEqual(['admin', 'worker1', 'worker2', 'worker10'])
})
