// The exclusions of a place in one state, and the decisions on them.
import { type Ref } from 'vue'
import * as calls from '../api/calls'
import type { ExclusionState } from '../domain/records'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export function useExclusions(scope: () => string, state: Ref<ExclusionState>) {
  const list = usePages(
    (after) => calls.listExclusions({ scope: scope(), state: state.value, after, limit: PAGE }),
    () => scope() + state.value,
  )
  const { attempt } = useNotices()

  async function decide(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    // Refused or not, the list on the screen may be older than somebody else's decision.
    await list.reload()
    return well
  }

  return {
    ...list,
    approve: (id: string) => decide(calls.approveExclusion(id), '已批准，不再计入应访户'),
    refuse: (id: string, reason: string) => decide(calls.refuseExclusion(id, reason), '已驳回申请'),
    end: (id: string) => decide(calls.endExclusion(id), '已结束剔除，重新计入应访户'),
  }
}
