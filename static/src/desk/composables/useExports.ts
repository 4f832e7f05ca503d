// Taking a list away, asking for more than a day's allowance, the record of what left, and whose a leaked file is.
import { computed, ref, type Ref, shallowRef } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import type { ListFilter } from '../domain/exports'
import type { ExportDecision, ExportRequest, Traced } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

/** A list that may be taken away: whether it may, where its files are, and asking when it may not. */
export function useExport(list: Ref<ListFilter>) {
  const { attempt } = useNotices()
  const phones = ref<'masked' | 'full'>('masked')
  const reason = ref('')
  const params = computed(() => ({ ...list.value, phones: phones.value, reason: phones.value === 'full' ? reason.value : '' }))
  const { data: allowance, error, reload } = useLoad(() => calls.getAllowance(params.value), () => JSON.stringify(params.value))

  async function ask(why: string): Promise<void> {
    const { scope, kind, on, state, reason: said } = params.value
    const asked = { scope, kind: kind || null, on: on || null, state, phones: phones.value, reason: said || null, why }
    await attempt(() => calls.askExport(asked), '已提出申请，等县级管理员批准')
    await reload()
  }

  const fileOf = (format: 'xlsx' | 'csv') => calls.exportFile(format, params.value)
  const walk = computed(() => calls.walkFile({ scope: list.value.scope, kind: list.value.kind, on: list.value.on }))
  return { phones, reason, allowance, error, reload, ask, fileOf, walk }
}

export function useExportRecord(wanted: () => boolean) {
  const nothing = { items: [], total: 0, next: null }
  return usePages(async (after) => wanted() ? calls.listExports({ after, limit: PAGE }) : nothing, () => String(wanted()))
}

export function useExportRequests(decision: Ref<ExportDecision | ''>) {
  const list = usePages((after) => calls.listExportRequests({ decision: decision.value, after, limit: PAGE }), () => decision.value)
  const { attempt } = useNotices()

  async function decide(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    await list.reload()
    return well
  }

  return {
    ...list,
    approve: (id: string) => decide(calls.approveExport(id), '已批准，申请人 24 小时内可以导出'),
    refuse: (id: string, reason: string) => decide(calls.refuseExport(id, reason), '已驳回申请'),
  }
}

/** The file that was approved, as it was asked for. */
export function fileOf(one: ExportRequest): string {
  const { campaign_id, scope, kind, state, on, phones, reason } = one
  return calls.exportFile('xlsx', { campaign: campaign_id, scope, kind, state, on, phones: phones ? 'full' : 'masked', reason })
}

export function useTrace() {
  const traced: Ref<Traced | null> = shallowRef(null)
  const looking = ref(false)
  const problem = ref('')

  async function look(file: File): Promise<void> {
    traced.value = null
    problem.value = ''
    looking.value = true
    try {
      const form = new FormData()
      form.append('file', file)
      traced.value = await calls.traceExport(form)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error.message
    } finally {
      looking.value = false
    }
  }

  return { traced, looking, problem, look }
}
