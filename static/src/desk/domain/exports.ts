// What left as a file, and how it reads: whose it is, what a leaked one comes from, what is left of a day.
import { AUDIENCES } from '@shared/notice'
import { formatCount, formatDay, formatMoment, KINDS, STATES, wordFor } from '@shared/words'
import { LEDGERS } from './ledgers'
import { type Narrowing, PARTS } from './narrowing'
import type { Allowance, ExportEntry, ExportRequest, Job, LedgerWord, Traced } from './records'

const CONTENTS = {
  doors: '名单', walk: '走访顺序表', slips: '告知单', blank_slips: '空白告知单', evidence: '倒查证据包', bad_rows: '名册待修改的行', audit: '审计记录',
  case_figures: '案件统计',
  ...Object.fromEntries(LEDGERS.map((one) => [one.word, one.name])) as Record<LedgerWord, string>,
} as const
export const DECISIONS = { requested: '等待批准', approved: '已批准', refused: '已驳回', withdrawn: '已撤回' } as const

/** Whether a file names homes, and so hides their numbers or does not. */
export function namesHomes(content: string): boolean {
  return ['doors', 'walk', 'slips', 'blank_slips', 'evidence'].includes(content) || LEDGERS.some((one) => one.word === content && one.namesHomes)
}

/** What is printed of a place, sheet by sheet. */
export type Sheets = 'slips' | 'blank_slips'

/** A list of doors, a ledger, or sheets: what is asked of it, by the server's words. */
export interface Wanted { ledger?: LedgerWord, sheets?: Sheets, asked: Readonly<Record<string, string>> }

/** What a list is narrowed to, as the server is asked for it. */
export interface ListFilter extends Partial<Narrowing> { scope: string, kind: string, state: string, on: string }

export type FileFormat = 'xlsx' | 'csv' | 'pdf'
/** A file that may be asked for, under the words of its button. */
export interface FileChoice { format: FileFormat, href: string }

// Setting a page takes as long as many lines of a workbook.
const LINES_AS_PAGES = 5

/** Whether a file is made in the background, with its progress on the screen. */
export function isLong(allowance: Allowance, format: FileFormat): boolean {
  return allowance.reads * (format === 'pdf' ? LINES_AS_PAGES : 1) > allowance.at_once
}

export function formatWords(format: FileFormat | 'zip'): string {
  return format === 'xlsx' ? 'Excel' : format.toUpperCase()
}

/** How far a file is. */
export function jobWords(job: Job): string {
  // What names no homes has no rows to be counted by.
  if (job.state === 'running') return job.of ? `正在生成：${formatCount(job.done)} / ${formatCount(job.of)} 行` : '正在生成…'
  if (job.state === 'done') return job.has_file ? `可下载，保存到 ${formatMoment(job.kept_until ?? '')}` : '已过保存时间或已删除'
  return { waiting: '排队等候生成', failed: job.message, cancelled: '已取消' }[job.state]
}

export function isMoving(job: Job): boolean {
  return job.state === 'waiting' || job.state === 'running'
}

/** How much of it is done, in percent; never full before the file is there. */
export function shareOf(job: Job): number {
  if (job.state === 'done') return 100
  return job.of ? Math.min(99, Math.floor(job.done / job.of * 100)) : 0
}

/** 导出编号 000123, as it is printed on the file. */
export function numberWords(number: number): string {
  return `导出编号 ${String(number).padStart(6, '0')}`
}

/** 未覆盖名单（家庭户，截至11月22日）, or what else it is. */
export function contentWords(one: Pick<ExportEntry, 'content' | 'kind' | 'state' | 'on'> & Partial<Pick<ExportEntry, 'part'>>): string {
  const name = CONTENTS[one.content]
  if (one.content === 'bad_rows' || one.content === 'audit') return name
  const narrowed = [one.part ? PARTS[one.part] : '', one.kind ? wordFor(KINDS, one.kind) : '', one.on ? `${formatDay(one.on)}当天` : ''].filter(Boolean)
  const state = one.state && one.content === 'doors' ? wordFor(STATES, one.state) : ''
  return `${state}${name}${narrowed.length ? `（${narrowed.join('，')}）` : ''}`
}

/** The list that was asked for beyond a day's allowance. */
export function requestWords(one: ExportRequest): string {
  const since = one.first ? `，自${formatDay(one.first)}起` : ''
  const whom = one.audience ? `（${wordFor(AUDIENCES, one.audience)}）` : ''
  return contentWords(one) + whom + since
}

export function whoWords(one: ExportEntry): string {
  return `${one.name}（${one.username}），${formatMoment(one.made_at)}，${one.scope_name ?? one.scope} ${contentWords(one)}`
}

/** How a day stands: 这份文件 3 行；今天已导出 12 行，每天最多 20,000 行. */
export function allowanceWords(allowance: Allowance): string {
  return `这份文件 ${formatCount(allowance.rows)} 行；今天已导出 ${formatCount(allowance.taken)} 行，每天最多 ${formatCount(allowance.allowance)} 行`
}

/** The same of sheets: 共 312 份；今天已导出 12 行，每天最多 20,000 行（一份算一行）. */
export function sheetWords(allowance: Allowance): string {
  return `共 ${formatCount(allowance.rows)} 份；今天已导出 ${formatCount(allowance.taken)} 行，每天最多 ${formatCount(allowance.allowance)} 行（一份算一行）`
}

/** Whether it may be taken away now. */
export function mayTake(allowance: Allowance): boolean {
  return allowance.is_within || allowance.approved_until !== null
}

/** What a leaked file comes from, in sentences; the first is the answer. */
export function tracedWords(found: Traced): string[] {
  const said = found.same_bytes ? [`与导出的原文件一字不差：${numberWords(found.same_bytes.number)}，${whoWords(found.same_bytes)}`] : []
  for (const { export: one, agreeing, places, nines } of found.named) {
    const sure = `${formatCount(places)} 处标记中 ${formatCount(agreeing)} 处吻合，误指的可能不到 10 的负 ${nines} 次方`
    said.push(`标记认出：${numberWords(one.number)}，${whoWords(one)}（${sure}）`)
  }
  if (!said.length) said.push(unknownWords(found))
  for (const one of found.printed) said.push(`文件上自己写着：${numberWords(one.number)}，${one.name}（${one.username}）。写的可以伪造，以标记为准。`)
  return said
}

function unknownWords(found: Traced): string {
  if (!found.marks) return '认不出来：文件里没有可比的内容（地址里的数字、隐去的电话）。'
  return `认不出来：${formatCount(found.marks)} 处可比的内容，与 ${formatCount(found.compared)} 次导出的标记都对不上。行数太少、地址里的空格都删掉了的，或不是本系统导出的，都会这样。`
}
