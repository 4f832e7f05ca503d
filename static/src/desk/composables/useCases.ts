// The cases of a place, narrowed as the address bar says, and taking one in.
import * as calls from '../api/calls'
import type { Case, CaseDetail, NewCase } from '../domain/records'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export interface CasesFilter { scope: string, fraud: string, matched: string, verdict: string, q: string, first: string, last: string }

export function useCases(filter: () => CasesFilter) {
  const list = usePages<Case>((after) => calls.listCases({ ...filter(), after, limit: PAGE }), () => JSON.stringify(filter()))
  const { attempt } = useNotices()

  /** The case as it was taken in; null when it was refused, which the page has been told. */
  async function take(said: NewCase): Promise<CaseDetail | null> {
    let taken: CaseDetail | null = null
    await attempt(async () => { taken = await calls.takeCase(said) }, '案件已登记')
    return taken
  }

  return { ...list, take }
}
