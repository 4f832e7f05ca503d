// What the address bar says is being looked at, so that a view can be sent to a colleague.
import { levelOf, levelsBelow } from './divisions'
import { type Part, readNarrowing } from './narrowing'
import type { DoorState, Kind, Level } from './records'

export type Query = Record<string, string>
type Raw = Record<string, unknown>

export interface View {
  scope: string
  by: Level | null
  kind: Kind | ''
  on: string
  pick: string
}

const KINDS: readonly string[] = ['family', 'merchant', 'enterprise']
const STATES: readonly string[] = ['uncovered', 'covered', 'excluded']
const DAY = /^\d{4}-\d{2}-\d{2}$/
const CODE = /^(\d{12}|\d{15})$/

/** Reads a view; whatever cannot be right is taken as not said. */
export function readView(query: Raw, home: string): View {
  const scope = matching(query.scope, CODE) || home
  const levels = scope ? levelsBelow(scope) : []
  const by = levels.find((level) => level === query.by) ?? levels[0] ?? null
  return { scope, by, kind: readKind(query.kind), on: matching(query.on, DAY), pick: matching(query.pick, CODE) }
}

/** The query of a view, without what goes without saying. */
export function writeView(view: View): Query {
  const { scope, by, kind, on, pick } = view
  const usual = scope ? levelsBelow(scope)[0] : null
  return withoutEmpty({ scope, by: by && by !== usual ? by : '', kind, on, pick })
}

/** The same view somewhere else: a pick or a level of the old place means nothing there. */
export function moveTo(view: View, scope: string): View {
  return { ...view, scope, by: levelsBelow(scope)[0] ?? null, pick: '' }
}

export interface DoorsFilter {
  scope: string
  state: DoorState | ''
  kind: Kind | ''
  on: string
  q: string
  part: Part | ''
  excluded_for: string
  attempts: string
  worker: string
}

/** A whole telephone or ID number, as somebody types it to find a door; no address may hold it. */
export function isWholeNumber(words: string): boolean {
  return /^[\d\s+()-]+[Xx]?$/.test(words) && words.replace(/\D/g, '').length >= 7
}

export function readDoorsFilter(query: Raw, home: string): DoorsFilter {
  const { scope, kind, on } = readView(query, home)
  const state = readState(query.state)
  const q = typeof query.q === 'string' ? query.q : ''
  return { scope, kind, on, state, q, ...readNarrowing(query, state) }
}

/** The list opens on the missing doors, so "all" has to be said. */
export function writeDoorsFilter(filter: DoorsFilter): Query {
  return withoutEmpty({ ...filter, state: filter.state || 'all' })
}

/** Leaves out what is empty: an address or a request carries only what was chosen. */
export function withoutEmpty(values: Record<string, string | null | undefined>): Query {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1])))
}

export function isGrid(scope: string): boolean {
  return levelOf(scope) === 'grid'
}

const OPENERS: Readonly<Record<string, string>> = {
  map: '/', exclusions: '/exclusions', proposals: '/proposals', aside: '/aside', 'paper-slips': '/paper-slips', audit: '/audit', grades: '/grades', cases: '/cases',
}

/** The page a door was opened from, as its address says; the list where it does not. */
export function openerOf(from: unknown): string {
  return OPENERS[String(from)] ?? '/doors'
}

/** The way back from a door: the very page before it, filters and all, where that is one a door opens from. */
export function wayBack(before: unknown, from: unknown): string {
  const opens = typeof before === 'string' && /^\/(doors|exclusions|proposals|audit|grades|paper-slips|cases(\/[^/?]+)?|aside(\/[^/?]+)?)?(\?|$)/.test(before)
  return opens ? before : openerOf(from)
}

/** The case that led to a page, to go back to; nothing where another page did. */
export function caseBefore(before: unknown): string | null {
  return typeof before === 'string' && /^\/cases\/[^/?]+$/.test(before) ? before : null
}

function readKind(value: unknown): Kind | '' {
  return typeof value === 'string' && KINDS.includes(value) ? value as Kind : ''
}

function readState(value: unknown): DoorState | '' {
  if (value === 'all') return ''
  return typeof value === 'string' && STATES.includes(value) ? value as DoorState : 'uncovered'
}

function matching(value: unknown, pattern: RegExp): string {
  return typeof value === 'string' && pattern.test(value) ? value : ''
}
