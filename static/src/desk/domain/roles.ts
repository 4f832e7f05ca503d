// Who may do what in the office; the server decides, this only spares people dead buttons.
import type { Role } from './records'

export type Right = 'office' | 'import' | 'arrange' | 'decide' | 'official' | 'withdraw' | 'ask' | 'accounts' | 'watch' | 'reveal' | 'plan' | 'walkers' | 'forget' | 'cases' | 'take_cases' | 'goals' | 'checks' | 'draw_checks' | 'grades'

const OFFICE: readonly Role[] = ['village', 'station', 'supervisor', 'admin']
/** Those who keep the register; a supervisor looks and takes lists away. */
const KEEPERS: readonly Role[] = ['village', 'station', 'admin']
/** Those whose word changes a rate. */
const DECIDERS: readonly Role[] = ['station', 'admin']

/** Those who look over everybody's shoulder: the county. */
const WATCHERS: readonly Role[] = ['supervisor', 'admin']

const RIGHTS: Record<Right, readonly Role[]> = {
  office: OFFICE,
  import: KEEPERS,
  arrange: KEEPERS,
  ask: KEEPERS,
  decide: DECIDERS,
  official: DECIDERS,
  withdraw: DECIDERS,
  accounts: ['admin'],
  watch: WATCHERS,
  reveal: OFFICE,
  plan: ['admin'],
  forget: ['admin'],
  walkers: KEEPERS,
  cases: ['station', 'supervisor', 'admin'],
  take_cases: DECIDERS,
  goals: WATCHERS,
  grades: ['station', 'supervisor', 'admin'],
  checks: ['station', 'supervisor', 'admin'],
  draw_checks: DECIDERS,
}

export function may(role: Role | undefined, right: Right): boolean {
  return role !== undefined && RIGHTS[right].includes(role)
}
