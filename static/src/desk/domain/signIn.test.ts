// Signing in step by step.
import { expect, test } from 'vitest'
import { inFours, nextStep, recoveryFile, refusedWords, waitOf, waitWords } from './signIn'

const refused = (code: string, details: unknown = {}) => ({ code, details })

test('the code is asked for once the password was right, and stays asked for', () => {
  expect(nextStep(refused('code_needed'), 'password')).toBe('code')
  expect(nextStep(refused('code_wrong'), 'code')).toBe('code')
  expect(nextStep(refused('sign_in_wait'), 'code')).toBe('code')
})

test('a password that was changed meanwhile is asked for again', () => {
  expect(nextStep(refused('sign_in_failed'), 'code')).toBe('password')
  expect(nextStep(refused('no_network'), 'password')).toBe('password')
})

test('what the address says is never shown, only our own words for it', () => {
  expect(refusedWords('provider_refused')).toBe('统一认证没有通过，请重新登录。')
  expect(['请拨打 110110', 'toString', '__proto__'].map(refusedWords)).toEqual(Array(3).fill('统一认证没有成功，请重试，或用用户名和密码登录。'))
  expect([undefined, null, '', ['a']].map(refusedWords)).toEqual(['', '', '', ''])
})

test('the wait is what the server says, and none where it says nothing', () => {
  expect(waitOf(refused('sign_in_wait', { retry_after_s: 32 }))).toBe(32)
  expect(['x', -1, null].map((said) => waitOf(refused('sign_in_wait', { retry_after_s: said })))).toEqual([0, 0, 0])
  expect([null, undefined, 'x'].map((details) => waitOf(refused('failed', details)))).toEqual([0, 0, 0])
})

test('a wait is counted in seconds, and in minutes when it is long', () => {
  expect([2, 59, 60, 185, 900].map(waitWords)).toEqual(
    ['还要等 2 秒', '还要等 59 秒', '还要等 1 分 00 秒', '还要等 3 分 05 秒', '还要等 15 分 00 秒'])
})

test('a secret is read in fours, with nothing at its end', () => {
  expect(['', 'ABC', 'ABCD', 'ABCDEFGH', 'ABCDEFGHIJ'].map(inFours)).toEqual(['', 'ABC', 'ABCD', 'ABCD EFGH', 'ABCD EFGH IJ'])
})

test('the file of recovery codes says whose they are and holds each on a line', () => {
  const lines = recoveryFile('station', ['aaaa-bbbb', 'cccc-dddd']).split('\r\n')

  expect(lines[0]).toContain('station')
  expect(lines).toContain('cccc-dddd')
})
