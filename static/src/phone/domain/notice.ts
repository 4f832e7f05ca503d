// Fills the notice with what is true at one door; the result is what gets signed, word for word.
import { formatFullDay } from '@shared/words'
import type { HouseholdData, NoticeTemplate } from './records'

/** The exact text to be signed. A placeholder nobody knows stays visible instead of vanishing. */
export function fillNotice(template: NoticeTemplate, household: HouseholdData, day: string): string {
  const values: Record<string, string> = {
    householder: household.householder,
    address: household.address,
    village: household.village_name ?? '',
    day: formatFullDay(day),
  }
  return template.body.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
