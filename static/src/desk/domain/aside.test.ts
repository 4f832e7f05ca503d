// The reasons of what was set aside: none of them calls the office 您.
import { expect, test } from 'vitest'
import { reasonOf } from './aside'

test('a door outside the grids is told of the worker, not of the reader', () => {
  expect(reasonOf({ code: 'outside_grids', message: '这一户不在您的网格内' })).toBe('这一户不在该网格员的网格内。')
})

test('an empty signature asks nothing of the office', () => {
  expect(reasonOf({ code: 'signature_empty', message: '签名是空的，请重新签名。' })).toBe('签名是空的或只点了一下。')
})

test('any other reason is the server\'s own sentence', () => {
  expect(reasonOf({ code: 'unreadable_event', message: '内容有误' })).toBe('内容有误')
})
