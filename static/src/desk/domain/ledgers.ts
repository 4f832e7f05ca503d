// The ledgers there are, what each can be asked for, and how the kept ones read.
import { formatDay, formatMoment } from '@shared/words'
import { levelOf } from './divisions'
import type { KeptLedger, Kind, LedgerPreview, LedgerWord } from './records'

export interface LedgerKind {
  word: LedgerWord
  name: string
  hint: string
  /** Whether its first day can be chosen; else its days follow from the last. */
  spans: boolean
  isBulletin: boolean
  namesHomes: boolean
}

export const LEDGERS: readonly LedgerKind[] = [
  { word: 'visits', name: '入户宣传工作登记表', hint: '每次走访一行', spans: true, isBulletin: false, namesHomes: true },
  { word: 'households', name: '宣传台账（分户）', hint: '每户一行，家庭、商户、企业在内', spans: false, isBulletin: false, namesHomes: true },
  { word: 'villages', name: '宣传台账（分村）', hint: '每村一行，本期与累计', spans: true, isBulletin: false, namesHomes: false },
  { word: 'progress', name: '工作进度表', hint: '每村每天累计覆盖', spans: true, isBulletin: false, namesHomes: false },
  { word: 'weekly', name: '周通报', hint: '七天，排名、环比、末三位', spans: false, isBulletin: true, namesHomes: false },
  { word: 'monthly', name: '月通报', hint: '当月，排名、环比、末三位', spans: false, isBulletin: true, namesHomes: false },
]

export function ledgerOf(word: unknown): LedgerKind {
  const [usual] = LEDGERS as [LedgerKind, ...LedgerKind[]]
  return LEDGERS.find((one) => one.word === word) ?? usual
}

export interface LedgerQuery {
  ledger: LedgerWord
  scope: string
  kind: Kind | ''
  first: string
  on: string
  by: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const day = (value: unknown) => (typeof value === 'string' && DAY.test(value) ? value : '')

/** What the address bar asks for; what a ledger cannot be asked for is left out. */
export function readLedgerQuery(query: Record<string, unknown>, scope: string, kind: Kind | ''): LedgerQuery {
  const ledger = ledgerOf(query.ledger)
  const by = ranksOf(scope).some((one) => one.value === query.by) ? String(query.by) : ''
  return {
    ledger: ledger.word,
    scope,
    kind,
    first: ledger.spans ? day(query.first) : '',
    on: day(query.on),
    by: ledger.isBulletin ? by : '',
  }
}

/** What a bulletin about a place may rank; the first is usual. */
export function ranksOf(scope: string): { value: string, label: string }[] {
  if (levelOf(scope) === 'county') return [{ value: 'town', label: '按乡镇' }, { value: 'village', label: '按村' }]
  return levelOf(scope) === 'town' ? [{ value: 'village', label: '按村' }] : [{ value: 'grid', label: '按网格' }]
}

/** 11月20日至11月26日, or one day. */
export function daysWords(first: string, last: string): string {
  return first === last ? formatDay(last) : `${formatDay(first)}至${formatDay(last)}`
}

/** 按期生成 11月27日 16:00, or that it came later. */
export function madeWords(kept: KeptLedger): string {
  return kept.is_late ? `应于 ${formatMoment(kept.due_at)}，补制于 ${formatMoment(kept.made_at)}` : `按期生成于 ${formatMoment(kept.made_at)}`
}

/** 第 3 版, or ours. */
export function versionWords(version: number): string {
  return version === 0 ? '默认样表' : `第 ${version} 版`
}

const RATE = /^[+−-]?[\d,]+(\.\d+)?%?$/

/** Which columns hold figures, to stand under each other: rates and differences are written as words. */
export function figureColumns({ columns, rows }: Pick<LedgerPreview, 'columns' | 'rows'>): boolean[] {
  return columns.map(({ is_number }, place) => {
    const words = rows.map(({ cells }) => String(cells[place] ?? '')).filter((cell) => cell && cell !== '—')
    return is_number || (words.some((cell) => /^[+−-]|%$/.test(cell)) && words.every((cell) => RATE.test(cell)))
  })
}
