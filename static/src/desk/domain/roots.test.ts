// Whoever finds no root is told why, when there will be one, and what to do.
import { expect, test } from 'vitest'
import type { OpenDay } from './records'
import { openWords } from './roots'

const NOTHING: OpenDay = { since: null, is_over: false, sealed: 0, unsealed: 0, has_key: true }

test.each<[Partial<OpenDay>, string]>([
  [{}, '还没有告知单要封存'],
  [{ unsealed: 3 }, '3 份签收完整的告知单等待封存'],
  [{ since: '2026-11-30', sealed: 21_417 }, '11月30日已封存 21,417 份；今天 24 点过完后结账，12月1日来看，就有 11月30日的总账'],
  [{ since: '2026-11-30', sealed: 4, unsealed: 2 }, '11月30日已封存 4 份，另有 2 份'],
  [{ since: '2026-11-29', sealed: 4, is_over: true }, '这一天已过完，服务器正在结账'],
  [{ unsealed: 3, has_key: false }, 'flask make-key'],
])('%o: %s', (part, words) => {
  expect(openWords({ ...NOTHING, ...part })).toContain(words)
})
