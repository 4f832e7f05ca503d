// The audit log as it is looked through: the filter in the address bar, and how the state of the chain reads.
import { dayOf, formatCount, formatDay, formatRecently } from '@shared/words'
import type { AuditEntry, AuditState } from './records'
import { type Query, withoutEmpty } from './view'

export interface AuditFilter {
  who: string
  action: string
  object: string
  on: string
  outcome: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Reads a filter; whatever cannot be right is taken as not said. */
export function readAuditFilter(query: Record<string, unknown>): AuditFilter {
  const said = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const on = said('on')
  return {
    who: said('who'),
    action: said('action'),
    object: said('object'),
    on: DAY.test(on) && on <= dayOf(new Date()) ? on : '',
    outcome: said('outcome') === 'refused' ? 'refused' : '',
  }
}

export function writeAuditFilter(filter: AuditFilter): Query {
  return withoutEmpty({ ...filter })
}

/** Who it was, for reading: the account's name now, else what it was called then. */
export function nameOf(entry: Pick<AuditEntry, 'name' | 'username' | 'role'>): string {
  return entry.name ?? (entry.username || (entry.role ? '服务器' : '没有登录的人'))
}

const PAGES: Readonly<Record<string, string>> = { household: '/doors', aside: '/aside', roster: '/rosters' }

/** Where the thing itself can be looked at, which is then in the log too. */
export function pageOf(entry: Pick<AuditEntry, 'object_kind' | 'object_id'>) {
  const page = PAGES[entry.object_kind]
  return page && entry.object_id ? { path: `${page}/${entry.object_id}`, query: { from: 'audit' } } : null
}

/** How much is signed, or what to do so that it can be. */
export function signedWords(state: AuditState): string {
  if (!state.has_key) return '还没有县密钥，无法签名：请在服务器上运行 flask make-key'
  if (state.signed_seq === null) return '还没有签名：每天的第一条记录写入时，自动给前一天签名'
  return `${formatDay(state.signed_on)}的已签名，到第 ${formatCount(state.signed_seq)} 条`
}

/** What the last verification found, or how to have one. */
export function verifiedWords(state: AuditState): string {
  if (state.verified_at === null) return '还没有核对过：请在服务器上运行 flask verify-audit'
  const result = state.faults ? `发现 ${formatCount(state.faults)} 处问题` : '完好'
  return `${formatRecently(state.verified_at)} 核对到第 ${formatCount(state.verified_seq)} 条：${result}`
}
