// Who gets which buttons: the same table as the server's.
import { expect, test } from 'vitest'
import type { Role } from './records'
import { may, type Right } from './roles'

const ROLES: Role[] = ['worker', 'village', 'station', 'supervisor', 'admin']
const who = (right: Right) => ROLES.filter((role) => may(role, right))

test('a supervisor reads and changes nothing', () => {
  const rights: Right[] = ['office', 'import', 'arrange', 'decide', 'official', 'withdraw', 'ask', 'accounts']

  expect(rights.filter((right) => may('supervisor', right))).toEqual(['office'])
})

test.each<[Right, Role[]]>([
  ['import', ['village', 'station', 'admin']],
  ['arrange', ['village', 'station', 'admin']],
  ['decide', ['station', 'admin']],
  ['official', ['station', 'admin']],
  ['withdraw', ['station', 'admin']],
  ['accounts', ['admin']],
  ['watch', ['supervisor', 'admin']],
])('%s is for %s', (right, roles) => {
  expect(who(right)).toEqual(roles)
})

test('nobody signed in may do nothing', () => {
  expect(may(undefined, 'office')).toBe(false)
})
