// One door with all that happened there, and what the office may do about it.
import { ref, watch } from 'vue'
import * as calls from '../api/calls'
import type { Revealed, RevealReason, Visit } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useDoor(id: () => string) {
  const door = useLoad(() => calls.getHousehold(id()), id)
  const { attempt } = useNotices()
  const revealed = ref<Revealed | null>(null)
  watch(id, () => { revealed.value = null })

  async function andReload(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    if (well) await door.reload()
    return well
  }

  return {
    ...door,
    revealed,
    reveal: (reason: RevealReason) =>
      attempt(async () => { revealed.value = await calls.revealNumbers(id(), reason) }, '已显示完整号码，已记入审计'),
    signatureOf: calls.signatureOf,
    photosOf: ({ id, photos }: Visit) => photos.map((sha256) => calls.photoOf(id, sha256)),
    withdraw: (visit: string, reason: string, reachesBack: boolean) =>
      andReload(calls.withdrawVisit(visit, reason, reachesBack), '已撤回这次走访'),
    ask: (request: Omit<calls.ExclusionRequest, 'household_id'>) =>
      andReload(calls.askExclusion({ ...request, household_id: id() }), '剔除申请已提交，需他人审批后才生效'),
  }
}
