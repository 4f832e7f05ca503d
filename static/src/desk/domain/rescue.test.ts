// A phone's exported file: told from any other, and its outcome in one sentence.
import { expect, test } from 'vitest'
import type { Rescued } from './records'
import { readRescue, rescueWords } from './rescue'

const none = { created: 0, duplicate: 0, needs_review: 0, quarantined: 0, conflict: 0 }

function words(total: number, counts: Partial<Rescued['counts']>, blobs_refused = 0): string {
  const file = { worker_name: '周晓禾', device_id: 'd', exported_at: '2020-11-25T06:05:00Z' }
  return rescueWords({ ...file, total, counts: { ...none, ...counts }, blobs_refused })
}

test('what came, what was here and what must be looked at is said', () => {
  expect(words(20, { created: 11, duplicate: 7, needs_review: 1, quarantined: 1 }))
    .toBe('周晓禾的手机导出于 2020年11月25日 14:05：共 20 条，新收 11 条，此前已收 7 条，待核对 2 条')
})

test('the same file again is all here already', () => {
  expect(words(20, { duplicate: 20 })).toMatch(/：共 20 条，全部此前已收$/)
})

test('a conflict is said only when there is one, and an empty file has no parts', () => {
  expect(words(2, { created: 1, conflict: 1 })).toMatch(/，与已收的内容不一致 1 条$/)
  expect(words(0, {})).toMatch(/：共 0 条$/)
})

test('a broken picture is said', () => {
  expect(words(1, { created: 1 }, 2)).toMatch(/，其中 2 张图片损坏未收$/)
})

test('only a file of ours is one', () => {
  expect(readRescue('{"format":"qiaomen-rescue","data":"x"}')).toEqual({ format: 'qiaomen-rescue', data: 'x' })
  expect(['', '{', 'null', '[]', '{"format":"x"}'].map(readRescue)).toEqual([null, null, null, null, null])
})
