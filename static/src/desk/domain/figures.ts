// Figures as the office reads them: the identity that every list prints, the colour steps, the order of rows.
import { coverageStep, formatCount as count, gapWords, STEP_WORDS } from '@shared/words'
import type { CoverageRow, Figures } from './records'

export function identity(figures: Pick<Figures, 'covered' | 'excluded' | 'uncovered' | 'registered'>): string {
  const { covered, excluded, uncovered, registered } = figures
  return `已覆盖 ${count(covered)} + 剔除 ${count(excluded)} + 未覆盖 ${count(uncovered)} = 登记 ${count(registered)}`
}

/** Whether the identity holds; a page that finds it broken must say so. */
export function addsUp(figures: Figures): boolean {
  return figures.covered + figures.excluded + figures.uncovered === figures.registered
}

/** Why the official number is not what the official rate divides by, where it is smaller than the target. */
export function officialNote({ official, target }: Pick<Figures, 'official' | 'target'>): string {
  if (!official || official >= target) return ''
  return `官方数 ${count(official)} 户少于应访，按应访 ${count(target)} 户算`
}

export type SortKey = 'registered' | 'excluded' | 'target' | 'covered' | 'uncovered' | 'rate'
export interface Sort { key: SortKey, descending: boolean }

/** Furthest behind in doors first: a percentage hides how much walking is left. */
export const FURTHEST_BEHIND: Sort = { key: 'uncovered', descending: true }

/** The rows in an order; places without a rate come last either way. */
export function sortRows(rows: readonly CoverageRow[], sort: Sort): CoverageRow[] {
  const sign = sort.descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const left = a[sort.key]
    const right = b[sort.key]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return (left - right) * sign || a.code.localeCompare(b.code)
  })
}

export type StepName = '0' | '1' | '2' | '3' | '4' | 'none'
export interface LegendEntry { step: StepName, words: string }

/** Every colour of the map with its words, done first as the eye reads a legend. */
export const LEGEND: readonly LegendEntry[] = [
  ...STEP_WORDS.map((words, step) => ({ step: String(step) as StepName, words })).reverse(),
  { step: 'none', words: gapWords(0, 0) },
]

/** The colour a place takes; where nobody is to be visited it has its own. */
export function stepName(figures: Pick<Figures, 'target' | 'rate'>): StepName {
  const step = figures.target === 0 ? null : coverageStep(figures.rate)
  return step === null ? 'none' : String(step) as StepName
}
