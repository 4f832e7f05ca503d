// Division codes: what level they are on, and what lies in what.
import { expect, test } from 'vitest'
import { ancestorAt, isWithin, levelOf, levelsBelow, parentOf, shortName, villageOrAbove } from './divisions'

const [COUNTY, TOWN, VILLAGE, GRID] = ['341825000000', '341825100000', '341825100200', '341825100200001'] as const

test.each([[COUNTY, 'county'], [TOWN, 'town'], [VILLAGE, 'village'], [GRID, 'grid']])('%s is a %s', (code, level) => {
  expect(levelOf(code)).toBe(level)
})

test('a place can be counted by every level below it', () => {
  expect(levelsBelow(COUNTY)).toEqual(['town', 'village', 'grid'])
  expect(levelsBelow(GRID)).toEqual([])
})

test('a place lies in itself and in those above it, not in its neighbour', () => {
  expect([COUNTY, TOWN, VILLAGE, GRID].every((scope) => isWithin(GRID, scope))).toBe(true)
  expect(isWithin(GRID, '341825101000')).toBe(false)
  expect(isWithin(TOWN, VILLAGE)).toBe(false)
})

test('the village of a grid is found from its code', () => {
  expect(ancestorAt(GRID, 'village')).toBe(VILLAGE)
  expect(ancestorAt(GRID, 'town')).toBe(TOWN)
})

test('a grid gives way to its village, anything larger stays', () => {
  expect([GRID, VILLAGE, COUNTY].map(villageOrAbove)).toEqual([VILLAGE, VILLAGE, COUNTY])
})

test('each place lies right below its parent', () => {
  expect([GRID, VILLAGE, TOWN, COUNTY].map(parentOf)).toEqual([VILLAGE, TOWN, COUNTY, COUNTY])
})

test('a map says 新庄村 for 新庄村委会, and leaves other names alone', () => {
  expect(shortName('新庄村委会')).toBe('新庄村')
  expect(shortName('张村村委会')).toBe('张村村')
  expect(shortName('南门居委会')).toBe('南门居委会')
})
