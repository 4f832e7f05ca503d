// Taking a list away, asking for more than a day's allowance, the record of what left, and whose a leaked file is.
import { computed, onUnmounted, ref, type Ref, shallowRef, watch } from 'vue'
import * as calls from '../api/calls'
import { type Params, Problem } from '../api/request'
import { type FileChoice, type FileFormat, isMoving, type Sheets, type Wanted } from '../domain/exports'
import type { Allowance, ExportDecision, ExportRequest, Job, LedgerWord, Traced } from '../domain/records'
import { useDecide } from './useDecide'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { NOTHING, PAGE, usePages } from './usePages'

const EVERY_MS = 700

type Asked = Record<string, string | null>

/** Where a list or a ledger is asked about, asked for and made. */
interface Source {
  allowance: (params: Params) => Promise<Allowance>
  ask: (asked: Asked) => Promise<unknown>
  make: (format: FileFormat, asked: Asked) => Promise<Job>
  file: (format: FileFormat, params: Params) => string
}

const LIST: Source = {
  allowance: calls.getAllowance,
  ask: calls.askExport,
  make: (format, asked) => calls.makeList({ ...asked, format }),
  file: (format, params) => (format === 'pdf' ? calls.walkFile({ scope: params.scope, kind: params.kind, on: params.on }) : calls.exportFile(format, params)),
}

function ledgerSource(word: LedgerWord): Source {
  return {
    allowance: (params) => calls.getLedgerAllowance(word, params),
    ask: (asked) => calls.askLedger(word, asked),
    make: (format, asked) => calls.makeLedger(word, { ...asked, format }),
    file: (format, params) => calls.ledgerFile(word, format === 'csv' ? 'xlsx' : format, params),
  }
}

/** They are made in the background, however few: a page takes as long as many lines of a list. */
function sheetsSource(content: Sheets): Source {
  const only = ({ campaign, scope, state, reason, audience }: Params | Asked) => ({ content, campaign, scope, state, reason, audience })
  const said = (asked: Asked) => withNull(only(asked) as Params)
  return {
    allowance: (params) => calls.getPrintAllowance(only(params) as Params),
    ask: (asked) => calls.askPrints({ ...said(asked), why: asked.why ?? '' }),
    make: (_format, asked) => calls.makePrints(said(asked)),
    file: () => '',
  }
}

function sourceOf({ ledger, sheets }: Pick<Wanted, 'ledger' | 'sheets'>): Source {
  if (sheets) return sheetsSource(sheets)
  return ledger ? ledgerSource(ledger) : LIST
}

/** A list or ledger that may be taken away: whether it may, its files, and asking when it may not. */
export function useExport(wanted: Ref<Wanted>, formats: FileFormat[]) {
  const { attempt } = useNotices()
  const phones = ref<'masked' | 'full'>('masked')
  const reason = ref('')
  const source = computed(() => sourceOf(wanted.value))
  const params = computed(() => ({ ...wanted.value.asked, phones: phones.value, reason: phones.value === 'full' || wanted.value.sheets === 'slips' ? reason.value : '' }))
  const { data: allowance, error, reload } = useLoad(() => source.value.allowance(params.value), () => JSON.stringify([wanted.value.ledger, wanted.value.sheets, params.value]))
  const asked = computed(() => withNull(params.value))

  async function ask(why: string): Promise<void> {
    await attempt(() => source.value.ask({ ...asked.value, why }), '已提出申请，等县级管理员批准')
    await reload()
  }

  const make = useJob((format: FileFormat) => source.value.make(format, asked.value), reload)
  const files = computed((): FileChoice[] => formats.map((format) => ({ format, href: source.value.file(format, params.value) })))
  return { phones, reason, allowance, error, reload, ask, make, files }
}

const withNull = (params: Params): Asked =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value ? String(value) : null]))

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
  const files = usePages(async (after) => wanted() ? calls.listJobs({ after, limit: PAGE }) : NOTHING, () => String(wanted()))
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
  return usePages(async (after) => wanted() ? calls.listExports({ after, limit: PAGE }) : NOTHING, () => String(wanted()))
}

export function useExportRequests(decision: Ref<ExportDecision | ''>) {
  const list = usePages((after) => calls.listExportRequests({ decision: decision.value, after, limit: PAGE }), () => decision.value)
  const decide = useDecide(list.reload)

  return {
    ...list,
    approve: (id: string) => decide(calls.approveExport(id), '已批准，申请人 24 小时内可以导出'),
    withdraw: (id: string) => decide(calls.withdrawExport(id), '已撤回申请'),
    refuse: (id: string, reason: string) => decide(calls.refuseExport(id, reason), '已驳回申请'),
  }
}

/** Have the file made that was approved, as it was asked for. */
export function useApproved() {
  const { attempt } = useNotices()
  return async (one: ExportRequest): Promise<boolean> => attempt(async () => {
    const { campaign_id: campaign, scope, kind, state, first, on, reason, audience, part, excluded_for, attempts, worker } = one
    const said = { campaign, scope, kind, on, phones: one.phones ? 'full' : 'masked', reason }
    if (one.content === 'slips' || one.content === 'blank_slips') await sheetsSource(one.content).make('pdf', withNull({ campaign, scope, state, reason, audience }))
    else if (one.content === 'doors') await LIST.make('xlsx', withNull({ ...said, state, part, excluded_for, attempts, worker }))
    else await ledgerSource(one.content as LedgerWord).make('xlsx', withNull({ ...said, first }))
  }, '已开始生成')
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
