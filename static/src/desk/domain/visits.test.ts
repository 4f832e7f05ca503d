// What a withdrawal says, and which distance is worth a look.
import { expect, test } from 'vitest'
import { isFar, withdrawnBy, withdrawnFrom } from './visits'

const withdrawn = {
  withdrawn_on: '2026-11-22', withdrawn_at: '2026-11-22T06:05:00Z', withdrawn_by_name: '王警官',
  withdrawal_reason: '签名人不是本户成年人', withdrawal_reaches_back: false,
}

test('a withdrawal says from which day the visit does not count', () => {
  expect(withdrawnFrom(withdrawn)).toMatch(/^自(2026年)?11月22日起不计$/)
  expect(withdrawnFrom({ ...withdrawn, withdrawal_reaches_back: true })).toBe('自始不计（追溯）')
})

test('a withdrawal says by whom, when and why', () => {
  expect(withdrawnBy(withdrawn)).toMatch(/^王警官 (2026年)?11月22日 14:05 撤回：签名人不是本户成年人$/)
  expect(withdrawnBy({ ...withdrawn, withdrawn_at: null, withdrawn_by_name: null })).toBe('撤回：签名人不是本户成年人')
})

test('only more than 200 m is far, and no position is not far', () => {
  expect([null, 0, 200, 201].map((distance_m) => isFar({ distance_m }))).toEqual([false, false, false, true])
})
