// A folded notice begins with what is taught, and its title is not broken within brackets.
import { expect, it } from 'vitest'
import { brackets, opening } from './reading'

it.each([
  ['王一户（河滨路1号）：\n\n骗子不挑人。\n\n一、刷单返利：假。\n二、贷款', '一、刷单返利：假。\n二、贷款'],
  ['王一户：\n1. 刷单', '1. 刷单'],
  ['王一户：\n（一）刷单', '（一）刷单'],
  ['王一户：\n\n请提防，一、二两种都是。', '请提防，一、二两种都是。'],
  ['请提防诈骗。', '请提防诈骗。'],
  ['', ''],
])('%j begins at %j', (text, body) => {
  const parts = opening(text)

  expect(parts.body).toBe(body)
  expect(parts.head + parts.body).toBe(text)
})

it.each([
  ['防范电信网络诈骗告知单（老年人）', ['防范电信网络诈骗告知单', '（老年人）']],
  ['告知单（商户）第二版', ['告知单', '（商户）', '第二版']],
  ['告知单', ['告知单']],
  ['没有合上（', ['没有合上', '（']],
])('the title %s', (title, parts) => {
  expect(brackets(title)).toEqual(parts)
})
