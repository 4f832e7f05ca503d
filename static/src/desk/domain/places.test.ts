// The bar on top: short, and nobody is shown what is not theirs.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { barFor, type Entry, isAt, isGroup, type Place } from './places'

const placesOf = (bar: Entry[]): Place[] => bar.flatMap((entry) => (isGroup(entry) ? [...entry.places] : [entry]))
const namesOf = (role: 'village' | 'supervisor' | 'admin') => placesOf(barFor(role)).map((place) => place.name)

test('only the administrator is shown accounts, only the county the audit log', () => {
  expect(namesOf('village')).not.toContain('账号')
  expect(namesOf('village')).not.toContain('审计')
  expect(namesOf('supervisor')).not.toContain('账号')
  expect(namesOf('supervisor')).toContain('审计')
  expect(namesOf('admin')).toContain('账号')
})

test('a supervisor, who changes nothing, is not sent to import rosters', () => {
  expect(namesOf('supervisor')).not.toContain('名册导入')
  expect(namesOf('village')).toContain('名册导入')
})

test.each(['village', 'station', 'supervisor', 'admin'] as const)('the bar of a %s has at most seven words, and no group of one', (role) => {
  const bar = barFor(role)

  expect(bar.length).toBeLessThanOrEqual(7)
  expect(bar.filter(isGroup).every((group) => group.places.length > 1)).toBe(true)
})

test('whoever may see spot checks is led to them, and a village that is checked is not', () => {
  for (const role of ['supervisor', 'admin'] as const) expect(namesOf(role)).toContain('抽查')
  expect(namesOf('village')).not.toContain('抽查')
})

test('a worker has no office', () => {
  expect(barFor('worker')).toEqual([])
})

test('every place is a page that there is', () => {
  const router = readFileSync(new URL('../router.ts', import.meta.url), 'utf8')

  for (const { to } of placesOf(barFor('admin'))) expect(router).toContain(`{ path: '${to}',`)
})

test.each([
  ['/', '总览'], ['/doors', '名单'], ['/exclusions', '审核'], ['/aside/0192', '审核'], ['/audit', '管理'], ['/me', undefined],
])('%s lies in %s', (path, name) => {
  expect(barFor('admin').find((entry) => isAt(entry, path))?.name).toBe(name)
})
