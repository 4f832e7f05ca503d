// The exclusions of a place in one state, and the decisions on them, one by one or many at once.
import { ref, type Ref } from 'vue'
import * as calls from '../api/calls'
import type { Decided, Exclusion, ExclusionPage, ExclusionState } from '../domain/records'
import { useDecide } from './useDecide'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'
import { useWaiting } from './useWaiting'

/** As many as the server decides on in one request. */
const AT_ONCE = 500

export const photosOfExclusion = ({ id, photos }: Exclusion) => photos.map((sha256) => calls.exclusionPhotoOf(id, sha256))

export function useExclusions(scope: () => string, state: Ref<ExclusionState>, reason: Ref<string>) {
  const counts = ref<ExclusionPage['counts'] | null>(null)
  const list = usePages(
    async (after) => {
      const page = await calls.listExclusions({ scope: scope(), state: state.value, reason: reason.value, after, limit: PAGE })
      counts.value = page.counts
      return page
    },
    () => scope() + state.value + reason.value,
  )
  const { attempt } = useNotices()
  const { recount } = useWaiting()
  const decide = useDecide(list.reload)

  /** Some at a time; what was decided before one of them failed stays decided, and is counted. */
  async function decideAll(ids: string[], send: (some: string[]) => Promise<Decided>): Promise<Decided> {
    const all: Decided = { decided: 0, skipped: [] }
    await attempt(async () => {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const { decided, skipped } = await send(ids.slice(at, at + AT_ONCE))
        all.decided += decided
        all.skipped.push(...skipped)
      }
    }, '')
    await Promise.all([list.reload(), recount()])
    return all
  }

  return {
    ...list,
    counts,
    photosOf: photosOfExclusion,
    approve: (id: string) => decide(calls.approveExclusion(id), '已批准，不再计入应访户'),
    refuse: (id: string, why: string) => decide(calls.refuseExclusion(id, why), '已驳回申请'),
    end: (id: string) => decide(calls.endExclusion(id), '已结束剔除，重新计入应访户'),
    takeBack: (id: string) => decide(calls.withdrawExclusion(id), '已撤回申请'),
    approveAll: (ids: string[]) => decideAll(ids, calls.approveExclusions),
    refuseAll: (ids: string[], why: string) => decideAll(ids, (some) => calls.refuseExclusions(some, why)),
  }
}
