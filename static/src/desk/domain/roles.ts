// Who may do what in the office; the server decides, this only spares people dead buttons.
import type { Role } from './records'

export type Right = 'office' | 'import' | 'decide' | 'grids' | 'withdraw' | 'ask'

const OFFICE: readonly Role[] = ['village', 'station', 'supervisor', 'admin']

const RIGHTS: Record<Right, readonly Role[]> = {
  office: OFFICE,
  import: OFFICE,
  decide: OFFICE,
  grids: OFFICE,
  withdraw: OFFICE,
  ask: OFFICE,
}

export function may(role: Role | undefined, right: Right): boolean {
  return role !== undefined && RIGHTS[right].includes(role)
}
