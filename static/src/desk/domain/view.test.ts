// The address bar: what it says is what is shown, and nonsense in it harms nothing.
import { describe, expect, test } from 'vitest'
import { caseBefore, isWholeNumber, moveTo, openerOf, readDoorsFilter, readView, wayBack, writeDoorsFilter, writeView } from './view'

const HOME = '341825000000'

describe('a view', () => {
  test('opens on my own place, counted by the level below it', () => {
    const view = readView({}, HOME)

    expect(view).toEqual({ scope: HOME, by: 'town', kind: '', on: '', pick: '' })
  })

  test('comes back from its own address unchanged', () => {
    const view = readView({ scope: '341825100000', by: 'grid', kind: 'merchant', on: '2026-11-01', pick: '341825100200' }, HOME)

    expect(readView(writeView(view), HOME)).toEqual(view)
  })

  test('does not say what goes without saying', () => {
    expect(writeView(readView({ scope: HOME, by: 'town' }, HOME))).toEqual({ scope: HOME })
  })

  test('takes nonsense as not said', () => {
    const view = readView({ scope: "1' OR 1=1", by: 'galaxy', kind: ['family'], on: 'yesterday', pick: '12' }, HOME)

    expect(view).toEqual(readView({}, HOME))
  })

  test('cannot count a village by towns', () => {
    expect(readView({ scope: '341825100200', by: 'town' }, HOME).by).toBe('grid')
  })

  test('has no smaller level in a grid', () => {
    expect(readView({ scope: '341825100200001' }, HOME).by).toBeNull()
  })

  test('keeps its filters when one goes somewhere else, and drops the pick', () => {
    const view = readView({ by: 'village', kind: 'family', on: '2026-11-01', pick: '341825100200' }, HOME)

    expect(moveTo(view, '341825100000')).toEqual({
      scope: '341825100000', by: 'village', kind: 'family', on: '2026-11-01', pick: '',
    })
  })
})

describe('a filter of doors', () => {
  test('opens on the missing doors', () => {
    expect(readDoorsFilter({}, HOME).state).toBe('uncovered')
  })

  test('can say that every state is wanted, and say it again', () => {
    const filter = readDoorsFilter({ state: 'all', q: 'wdg' }, HOME)

    expect(filter.state).toBe('')
    expect(readDoorsFilter(writeDoorsFilter(filter), HOME)).toEqual(filter)
  })
})

describe('a door', () => {
  test.each([['map', '/'], ['aside', '/aside'], ['paper-slips', '/paper-slips'], ['audit', '/audit'], ['cases', '/cases'], [undefined, '/doors'], ['nonsense', '/doors']])('opened from %s belongs to %s', (from, place) => {
    expect(openerOf(from)).toBe(place)
  })

  test.each(['/?scope=1', '/doors?q=wdg&state=all', '/exclusions', '/audit?who=carol', '/aside/0190-1', '/cases/0190-3'])('leads back to %s as it was', (before) => {
    expect(wayBack(before, 'map')).toBe(before)
  })

  test('leads back to a case from the proposals, and to no other page', () => {
    expect(['/cases/0190-3', '/cases', '/doors/0190-2', null].map(caseBefore)).toEqual(['/cases/0190-3', null, null, null])
  })

  test.each([null, undefined, '/sign-in?next=/', '/doors/0190-2', '/grids'])('without a list before it (%s) leads to its opener', (before) => {
    expect(wayBack(before, 'exclusions')).toBe('/exclusions')
  })
})

test.each([
  ['13800001234', true], ['0563-8021234', true], ['+86 138 0000 1234', true], ['34182519900101123X', true],
  ['王一', false], ['602室', false], ['1380', false], ['3-602', false],
])('%s is a whole number: %s', (words, whole) => {
  expect(isWholeNumber(words)).toBe(whole)
})
