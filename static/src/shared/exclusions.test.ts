// What each of the six reasons needs, and until when it holds.
import { expect, test } from 'vitest'
import { type Evidence, latestExpiry, missingEvidence, usualExpiry } from './exclusions'
import { EXCLUSION_REASONS, type ExclusionReason } from './words'

const TODAY = '2026-11-26'
const NOTHING: Omit<Evidence, 'reason'> = { words: '', witness: '', witness_role: null, returns_on: null, photos: 0 }
const ENOUGH: Record<ExclusionReason, Partial<Evidence>> = {
  vacant: { photos: 1, witness: '张大爷', witness_role: 'neighbour' },
  registered_only: { words: '挂在集体户', witness: '李主任', witness_role: 'cadre' },
  away: { witness: '张大爷', witness_role: 'neighbour', returns_on: '2027-02-01' },
  lives_elsewhere: { words: '现住县城', witness: '李主任', witness_role: 'cadre' },
  demolished: { photos: 1 },
  moved_out: { words: '迁往宣城', witness: '李主任', witness_role: 'cadre' },
}
const fields = (reason: ExclusionReason, given: Partial<Evidence> = {}) =>
  missingEvidence({ ...NOTHING, reason, ...given }, TODAY).map((gap) => gap.field)

test.each(Object.keys(EXCLUSION_REASONS) as ExclusionReason[])('%s can be asked for with just what it needs', (reason) => {
  expect(fields(reason, ENOUGH[reason])).toEqual([])
  expect(fields(reason).length).toBeGreaterThan(0)
})

test('each reason says all that it still lacks', () => {
  expect(fields('vacant')).toEqual(['photo', 'witness'])
  expect(fields('registered_only')).toEqual(['witness', 'words'])
  expect(fields('away')).toEqual(['witness', 'returns_on'])
  expect(fields('demolished')).toEqual(['photo'])
})

test('a neighbour does not stand for a cadre, nor a blank for a name', () => {
  expect(fields('moved_out', { ...ENOUGH.moved_out, witness_role: 'neighbour' })).toEqual(['witness'])
  expect(fields('vacant', { ...ENOUGH.vacant, witness: '  ' })).toEqual(['witness'])
})

test('whoever is home today is not away', () => {
  expect(fields('away', { ...ENOUGH.away, returns_on: TODAY })).toEqual(['returns_on'])
})

test('it ends on the day before they come home, and with the days of its reason', () => {
  expect(usualExpiry('away', TODAY, '2026-12-20')).toBe('2026-12-19')
  expect(usualExpiry('away', TODAY, '2030-01-01')).toBe('2027-05-25')
  expect(usualExpiry('moved_out', TODAY, null)).toBe('2027-02-24')
  expect(latestExpiry('vacant', TODAY, null)).toBe('2027-11-27')
})
