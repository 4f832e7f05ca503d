// The desk's buttons and the policy table agree on who may what.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Role } from './records'
import { may, type Right } from './roles'

const ROLES: readonly Role[] = ['worker', 'village', 'station', 'supervisor', 'admin']
/** What each right opens on the server. */
const ROUTES: Record<Right, string> = {
  office: 'GET `/api/v1/map/divisions`',
  import: 'POST `/api/v1/rosters`',
  arrange: 'PUT `/api/v1/divisions/{code}/workers`',
  decide: 'POST `/api/v1/exclusions/{exclusion_id}/approve`',
  official: 'PATCH `/api/v1/divisions/{code}#official_households`',
  withdraw: 'POST `/api/v1/visits/{visit_id}/withdraw`',
  ask: 'POST `/api/v1/exclusions`',
  accounts: 'GET `/api/v1/accounts`',
  watch: 'GET `/api/v1/audit`',
  reveal: 'POST `/api/v1/households/{household_id}/reveal`',
  plan: 'PATCH `/api/v1/campaigns/{campaign_id}`',
  walkers: 'GET `/api/v1/pace#workers`',
  forget: 'POST `/api/v1/forgettings`',
  cases: 'GET `/api/v1/cases`',
  take_cases: 'POST `/api/v1/cases`',
  goals: 'PUT `/api/v1/cases/goals/{code}`',
  grades: 'GET `/api/v1/grades`',
  checks: 'GET `/api/v1/check-rounds`',
  draw_checks: 'POST `/api/v1/check-rounds`',
}

const table = readFileSync(new URL('../../../../app/policy.md', import.meta.url), 'utf8')

function cells(route: string): string[] {
  const row = table.split('\n').find((line) => line.includes(`| ${route.replace(' ', ' | ')} |`))
  return row?.split('|').slice(4, 9).map((cell) => cell.trim()) ?? []
}

test.each(Object.entries(ROUTES))('%s is for whom the table grants %s', (right, route) => {
  const granted = ROLES.filter((_, place) => cells(route)[place] !== '—')

  expect(cells(route)).toHaveLength(5)
  // Workers have no desk: what they may ask for they ask for on the phone.
  expect(ROLES.filter((role) => may(role, right as Right))).toEqual(granted.filter((role) => role !== 'worker'))
})

test('a supervisor reads and changes nothing', () => {
  const rights: Right[] = ['office', 'import', 'arrange', 'decide', 'official', 'withdraw', 'ask', 'accounts']

  expect(rights.filter((right) => may('supervisor', right))).toEqual(['office'])
})

test('nobody signed in may do nothing', () => {
  expect(may(undefined, 'office')).toBe(false)
})
