// The audit filter holds only what can be right, and the state of the chain says what to do next.
import { expect, test } from 'vitest'
import { nameOf, pageOf, readAuditFilter, signedWords, verifiedWords, writeAuditFilter } from './audit'

const nothing = { who: '', action: '', object: '', on: '', outcome: '' }
const state = {
  entries: 1234, has_key: true, signed_seq: 1200, signed_on: '2026-11-24', verified_at: '2026-11-20T06:05:00Z', verified_seq: 1000,
  faults: 0, actions: [],
}

test('a filter comes back out of the address bar as it went in', () => {
  const filter = { who: 'carol', action: 'show_door', object: 'x', on: '2026-11-20', outcome: 'refused' }

  expect(readAuditFilter(writeAuditFilter(filter))).toEqual(filter)
  expect(writeAuditFilter(nothing)).toEqual({})
})

test('what cannot be right is taken as not said', () => {
  expect(readAuditFilter({ on: 'gestern', outcome: 'maybe', who: ['a', 'b'] })).toEqual(nothing)
  expect(readAuditFilter({ on: '2999-01-01' })).toEqual(nothing)
})

test('an account that is gone keeps its user name, and nobody has words too', () => {
  expect(nameOf({ name: '王管理', username: 'admin', role: 'admin' })).toBe('王管理')
  expect(nameOf({ name: null, username: 'gone', role: 'worker' })).toBe('gone')
  expect(nameOf({ name: null, username: '', role: '' })).toBe('没有登录的人')
})

test('a household has its page, a device has none', () => {
  expect(pageOf({ object_kind: 'household', object_id: 'a' })).toEqual({ path: '/doors/a', query: { from: 'audit' } })
  expect(pageOf({ object_kind: 'device', object_id: 'a' })).toBeNull()
  expect(pageOf({ object_kind: 'household', object_id: '' })).toBeNull()
})

test('the state of the chain says how far it is signed, or what to do', () => {
  expect(signedWords(state)).toContain('到第 1,200 条')
  expect(signedWords({ ...state, signed_seq: null })).toContain('还没有签名')
  expect(signedWords({ ...state, has_key: false })).toContain('make-key')
})

test('the last verification is told with what it found', () => {
  expect(verifiedWords(state)).toContain('11月20日 14:05')
  expect(verifiedWords(state)).toContain('完好')
  expect(verifiedWords({ ...state, faults: 2 })).toContain('发现 2 处问题')
  expect(verifiedWords({ ...state, verified_at: null })).toContain('verify-audit')
})
