// The denominator's page: its sentences, its chart, and the order of its villages.
import { EXCLUSION_REASONS, formatCount } from '@shared/words'
import type { Denominator, Reason } from './records'

export type DenominatorLine = Denominator['items'][number]

/** 3.14%: shares are small, so they keep two digits and are cut like rates. */
export function formatShare(share: number | null): string {
  return share === null ? '—' : `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)}%`
}

export interface ReasonBar { reason: Reason, name: string, doors: number, part: number }

/** The reasons that doors are left out for, the commonest first; `part` is of the commonest. */
export function reasonBars(reasons: Denominator['reasons']): ReasonBar[] {
  const found = (Object.keys(EXCLUSION_REASONS) as Reason[])
    .map((reason) => ({ reason, name: EXCLUSION_REASONS[reason], doors: reasons[reason] ?? 0 }))
    .filter((one) => one.doors > 0)
    .sort((a, b) => b.doors - a.doors)
  const most = found[0]?.doors ?? 1
  return found.map((one) => ({ ...one, part: one.doors / most }))
}

/** Those named first, then by their share. */
export function bySuspicion(lines: readonly DenominatorLine[]): DenominatorLine[] {
  return [...lines].sort((a, b) => Number(b.is_named) - Number(a.is_named) || (b.share ?? 0) - (a.share ?? 0) || a.code.localeCompare(b.code))
}

/** The rule in one sentence, with its chance of a false alarm. */
export function ruleWords({ false_alarm, county_villages }: Denominator): string {
  return `点名规则：假如全县的剔除随机落在各户，某村能达到现有户数的概率不超过 ${false_alarm * 100}% ÷ ${formatCount(county_villages)} 个村的，就点名。`
    + `照此，纯属偶然时，全县任一天出现点名的可能不超过 ${false_alarm * 100}%。点名是先去核实的次序，不是结论。`
}

/** What the chart says to whoever hears it. */
export function trendWords({ days }: Denominator): string {
  const last = days.at(-1)
  return last ? `剔除占比：本地 ${formatShare(last.share)}，全县 ${formatShare(last.county_share)}` : '还没有数据'
}
