// How a roster's rows are spoken of, and what has been decided about the doors that look alike.
import type { Roster, RosterRow, Verdict } from './records'

export const VERDICTS: readonly Verdict[] = ['new', 'changed', 'merge', 'bad', 'same', 'skipped']

const FIELDS: Record<string, string> = {
  householder: '户主', name: '姓名', title: '名称', relation: '与户主关系', door_code: '户号', id_number: '身份证号',
  phone: '电话', area: '小区', address: '地址', registered_address: '户籍地址', division_code: '区划代码', town: '乡镇',
  village: '村', grid: '网格', kind: '类别', residents_count: '人数', lat: '纬度', lon: '经度', note: '备注',
  number: '序号', person_detail: '个人信息', reason: '原因',
}

/** Each recognised column with what it was taken for, in one order for every sheet. */
export function columnWords(columns: Record<string, string>): [header: string, word: string][] {
  const order = Object.keys(FIELDS)
  const rank = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length)
  return Object.entries(columns)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([field, header]) => [header, FIELDS[field] ?? field])
}

export type Choice = 'merge' | 'separate'
export type Choices = Record<number, Choice>

/** The rows as the server wants to hear them: what was not decided is left out of both. */
export function decisions(choices: Choices): { merge_rows: number[], separate_rows: number[] } {
  const rowsOf = (choice: Choice) =>
    Object.entries(choices).filter(([, made]) => made === choice).map(([row]) => Number(row))
  return { merge_rows: rowsOf('merge'), separate_rows: rowsOf('separate') }
}

/** How many doors a commit would write, with the offers decided so far. */
export function toWrite(roster: Pick<Roster, 'counts'>, choices: Choices): number {
  return (roster.counts?.new ?? 0) + (roster.counts?.changed ?? 0) + Object.keys(choices).length
}

export function decideAll(rows: readonly RosterRow[], choice: Choice): Choices {
  return Object.fromEntries(rows.map((row) => [row.row_no, choice]))
}

/** Progress in whole percent; nothing known yet is 0. */
export function progress(roster: Pick<Roster, 'progress_done' | 'progress_total'>): number {
  if (roster.progress_total === 0) return 0
  return Math.min(100, Math.floor((roster.progress_done / roster.progress_total) * 100))
}
