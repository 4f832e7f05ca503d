// What a list of doors is narrowed to beyond its state: app/visits/narrowing.py says what each word means.
import { EXCLUSION_REASONS, formatCount, STATES } from '@shared/words'
import type { Coverage, DoorState } from './records'

export const PARTS = { unvisited: '未走访', revisit: '需再访', refused: '拒绝', no_slip: '无完整告知单' } as const
export type Part = keyof typeof PARTS
export const ATTEMPTS = { 0: '没有走访过', 1: '走访过 1 次', 2: '走访过 2 次', 3: '3 次及以上' } as const

/** The parts that a state is made of, as far as there are lists of them. */
export const PARTS_OF: Readonly<Record<DoorState | '', readonly Part[]>> = {
  uncovered: ['unvisited', 'revisit', 'refused'],
  covered: ['no_slip'],
  excluded: [],
  '': [],
}

export interface Narrowing { part: Part | '', excluded_for: string, attempts: string, worker: string }

export const WHOLE: Narrowing = { part: '', excluded_for: '', attempts: '', worker: '' }

/** What an address says of it; what cannot be of that state is taken as not said. */
export function readNarrowing(query: Record<string, unknown>, state: DoorState | ''): Narrowing {
  const said = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  const part = PARTS_OF[state].find((one) => one === said('part')) ?? ''
  const reason = state === 'excluded' && said('excluded_for') in EXCLUSION_REASONS ? said('excluded_for') : ''
  const attempts = said('attempts') in ATTEMPTS ? said('attempts') : ''
  const worker = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(said('worker')) ? said('worker') : ''
  return { part, excluded_for: reason, attempts, worker }
}

export function isNarrowed({ part, excluded_for, attempts, worker }: Narrowing): boolean {
  return [part, excluded_for, attempts, worker].some(Boolean)
}

/** 其余 112 + 本名单 8 = 未覆盖 120: how a narrowed list fits into the sum above it. */
export function shareWords(figures: Coverage['total'], state: DoorState, doors: number): string {
  const whole = figures[state]
  return `本名单 ${formatCount(doors)} + 其余 ${formatCount(whole - doors)} = ${STATES[state]} ${formatCount(whole)}`
}
