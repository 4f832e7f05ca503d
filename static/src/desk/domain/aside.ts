// What a phone handed in that is not counted: why, and what of it can be read, as the office is told.
import { EXCLUSION_REASONS, formatAccuracy, formatDay, formatMoment, OUTCOMES, relationsAt, WITNESS_ROLES, wordFor } from '@shared/words'
import type { Aside, AsideItem, PaperCounts } from './records'
import { timeOf } from './visits'

/** The server's sentences are said to the worker; where one asks something of 您 the office needs its own. */
const OFFICE_WORDS: Readonly<Record<string, string>> = {
  outside_grids: '这一户不在该网格员的网格内。',
  signature_empty: '签名是空的或只点了一下。',
  photo_of_another: '告知单的照片与另一户的是同一张，请核对是哪一户的；不是本户的，不采纳。',
  signature_in_no_time: '签名只是一个点，或是一瞬间画完的，不像是手写的，请向网格员核实。',
}

export function reasonOf(aside: Pick<Aside, 'code' | 'message'>): string {
  return OFFICE_WORDS[aside.code] ?? aside.message
}

/** Which paper slips are shown first: those that the bar counts, or where there are none, those whose code nobody could read. */
export const opensWith = (counts: Pick<PaperCounts, 'other' | 'unreadable'> | null) => (counts?.other === 0 && counts.unreadable ? 'unreadable' : 'other')

/** What was set aside unread can be accepted only as far as it can be put right: of some nobody knows whose it is. */
export function mayAccept(item: Pick<AsideItem, 'kind' | 'repairable'>): boolean {
  return item.kind === 'needs_review' || item.repairable
}

/** Whether the chosen door is the one that it waits for: no register has that before somebody confirms it, and then it counts by itself. */
export function waitsForDoor(item: Pick<AsideItem, 'is_proposed' | 'household_id'>, chosen: string): boolean {
  return item.is_proposed && chosen !== '' && chosen === item.household_id
}

/** What can be read of it, name and value; what was not said has no line. */
export function factsOf(item: AsideItem): [name: string, value: string][] {
  return item.asks_exclusion ? said(requestRows(item)) : said(visitRows(item))
}

type Row = [name: string, value: string | null]
const said = (rows: Row[]) => rows.filter((row): row is [string, string] => Boolean(row[1]))

function requestRows(item: AsideItem): Row[] {
  const role = wordsIn(item.body, 'witness_role')
  const witness = wordsIn(item.body, 'witness')
  return [
    ['网格员', item.worker_name],
    ['原因', wordFor(EXCLUSION_REASONS, wordsIn(item.body, 'reason'))],
    ['收到时间', formatMoment(item.received_at)],
    ['照片', item.photos ? `${item.photos} 张` : '没有'],
    ['证明人', witness ? `${witness}${role ? `（${wordFor(WITNESS_ROLES, role)}）` : ''}` : '没有'],
    ['预计返回', wordsIn(item.body, 'returns_on') && formatDay(wordsIn(item.body, 'returns_on'))],
    ['回执号', item.receipt === null ? null : String(item.receipt)],
    ['备注', wordsIn(item.body, 'evidence')],
  ]
}

function visitRows(item: AsideItem): Row[] {
  return [
    ['网格员', item.worker_name],
    ['结果', wordFor(OUTCOMES, item.outcome)],
    ['走访时间', timeOf(item)],
    ['收到时间', formatMoment(item.received_at)],
    ['现场照片', item.photos ? `${item.photos} 张` : '没有'],
    ['告知单', item.has_slip ? null : '没有'],
    ['定位', accuracyOf(item.body)],
    ['见证人', wordsIn(item.body, 'witness')],
    ['回执号', item.receipt === null ? null : String(item.receipt)],
    ['手机序号', item.device_seq === null ? null : `这部手机的第 ${item.device_seq} 条`],
    ['备注', item.note],
  ]
}

/** 张三（配偶）: who signed, as far as it can be read; what came does not say whether its door is a shop. */
export function signerOf(item: Pick<AsideItem, 'body' | 'signer_name'>): string {
  const relation = wordsIn(objectIn(item.body, 'slip'), 'signer_relation')
  return `${item.signer_name || '没有写'}${relation ? `（${wordFor(relationsAt(null), relation)}）` : ''}`
}

/** Whether a slip bears a photo, of a sheet or a thumb mark, and no signature that was drawn. */
export function isPhotographed(body: object | null): boolean {
  return wordsIn(objectIn(body, 'slip'), 'proof_sha256') !== null
}

/** A notice is long when it would push the signature out of sight. */
export function isLong(text: string): boolean {
  return text.length > 200 || text.split('\n').length > 5
}

function accuracyOf(body: object | null): string | null {
  const position = objectIn(body, 'position')
  if (!position) return null
  const metres = valueIn(position, 'accuracy_m')
  return `有，${formatAccuracy(typeof metres === 'number' ? metres : null)}`
}

// Nothing in a body need be of the form it should have: that may be why it was set aside.
function valueIn(body: object | null, name: string): unknown {
  return (body as Record<string, unknown> | null)?.[name]
}

function wordsIn(body: object | null, name: string): string | null {
  const value = valueIn(body, name)
  return typeof value === 'string' ? value : null
}

function objectIn(body: object | null, name: string): object | null {
  const value = valueIn(body, name)
  return typeof value === 'object' ? value : null
}
