// Taking a list away, asking for more than a day's allowance, the record of what left, and whose a leaked file is.
import { computed, onUnmounted, ref, type Ref, shallowRef, watch } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { isMoving, type ListFilter } from '../domain/exports'
import type { ExportDecision, ExportRequest, Job, Traced } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

const EVERY_MS = 700

/** A list that may be taken away: whether it may, where its files are, and asking when it may not. */
export function useExport(list: Ref<ListFilter>) {
  const { attempt } = useNotices()
  const phones = ref<'masked' | 'full'>('masked')
  const reason = ref('')
  const params = computed(() => ({ ...list.value, phones: phones.value, reason: phones.value === 'full' ? reason.value : '' }))
  const { data: allowance, error, reload } = useLoad(() => calls.getAllowance(params.value), () => JSON.stringify(params.value))

  async function ask(why: string): Promise<void> {
    await attempt(() => calls.askExport({ ...asked.value, why }), '已提出申请，等县级管理员批准')
    await reload()
  }

  const asked = computed(() => Object.fromEntries(Object.entries(params.value).map(([name, value]) => [name, value || null])))
  const make = useJob((format: 'xlsx' | 'csv') => calls.makeList({ ...asked.value, format }), reload)
  const fileOf = (format: 'xlsx' | 'csv') => calls.exportFile(format, params.value)
  const walk = computed(() => calls.walkFile({ scope: list.value.scope, kind: list.value.kind, on: list.value.on }))
  return { phones, reason, allowance, error, reload, ask, make, fileOf, walk }
}

/** A file that is made in the background: begun, followed until it rests, cancelled. */
export function useJob<T>(begin: (asked: T) => Promise<Job>, rested: () => unknown) {
  const { attempt } = useNotices()
  const job: Ref<Job | null> = shallowRef(null)
  let timer = 0

  async function follow(ask: () => Promise<Job>): Promise<void> {
    window.clearTimeout(timer)
    const well = await attempt(async () => { job.value = await ask() }, '')
    if (well && job.value && isMoving(job.value)) timer = window.setTimeout(look, EVERY_MS)
    else void rested()
  }
  const look = () => void follow(() => calls.getJob(job.value?.id ?? ''))

  onUnmounted(() => window.clearTimeout(timer))
  return {
    job,
    start: (asked: T) => follow(() => begin(asked)),
    cancel: () => follow(() => calls.endJob(job.value?.id ?? '')),
  }
}

export const fileOfJob = (job: Job) => calls.jobFile(job.id)

/** My files, those in the making followed until they rest. */
export function useMyFiles(wanted: () => boolean) {
  const nothing = { items: [], total: 0, next: null }
  const files = usePages(async (after) => wanted() ? calls.listJobs({ after, limit: PAGE }) : nothing, () => String(wanted()))
  const { attempt } = useNotices()
  let timer = 0
  watch(files.items, (jobs) => {
    window.clearTimeout(timer)
    if (jobs.some(isMoving)) timer = window.setTimeout(() => void files.reload(), 2 * EVERY_MS)
  })
  onUnmounted(() => window.clearTimeout(timer))

  async function end(job: Job): Promise<void> {
    await attempt(() => calls.endJob(job.id), isMoving(job) ? '已取消' : '已删除')
    await files.reload()
  }
  return { ...files, end, fileOf: fileOfJob }
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
