// The plan of the campaign that is running, and changing it.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import type { CampaignPlan, PlanEdit } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useCampaignPlan() {
  const { attempt } = useNotices()
  const load = useLoad(async () => {
    const { items: [current] } = await calls.listCampaigns()
    if (!current) throw new Problem('no_campaign', 404, '还没有建立行动。')
    return calls.getCampaign(current.id)
  })
  const saving = ref(false)

  /** Changes parts of the plan; answers whether it went well. */
  async function change(plan: CampaignPlan, parts: PlanEdit): Promise<boolean> {
    saving.value = true
    const went = await attempt(async () => { load.data.value = await calls.changeCampaign(plan.id, parts) }, '已保存，从现在起按新的安排')
    saving.value = false
    return went
  }

  return { plan: computed(() => load.data.value), error: load.error, reload: load.reload, saving, change }
}
