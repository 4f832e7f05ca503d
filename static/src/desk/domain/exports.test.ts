// What is said of files that left.
import { describe, expect, it } from 'vitest'
import { allowanceWords, contentWords, isLong, jobWords, madeElsewhere, mayTake, numberWords, requestWords, sheetWords, tracedWords } from './exports'
import type { Allowance, ExportEntry, ExportRequest, Job, Traced } from './records'

const one: ExportEntry = {
  number: 37, made_at: '2026-11-22T06:05:00+00:00', name: '王明', username: 'wang', role: 'station', content: 'doors', format: 'xlsx',
  scope: '341825100000', scope_name: '旌阳镇', kind: null, state: 'uncovered', part: null, excluded_for: null, attempts: null, worker: null, worker_name: null, on: null, phones: false, reason: '', reason_name: '', rows: 12,
  request_id: null, sha256: null,
}
const nothing: Traced = { same_bytes: null, named: [], printed: [], compared: 20, marks: 0 }
const allowance: Allowance = {
  rows: 3, reads: 3, at_once: 5000, taken: 12, allowance: 20_000, is_within: true, may_see_phones: false, reasons: [], approved_until: null, is_waiting: false,
}

describe('a file that left', () => {
  it('is called by its number and by what is in it', () => {
    expect(numberWords(37)).toBe('导出编号 000037')
    expect(contentWords(one)).toBe('未覆盖名单')
    expect(contentWords({ ...one, kind: 'family', on: '2026-11-20' })).toBe('未覆盖名单（家庭户，11月20日当天）')
    expect(contentWords({ ...one, part: 'refused' })).toBe('未覆盖名单（拒绝）')
    expect(contentWords({ ...one, content: 'walk', kind: 'family' })).toBe('走访顺序表（家庭户）')
    expect(contentWords({ ...one, content: 'audit', state: null })).toBe('审计记录')
    expect(contentWords({ ...one, content: 'slips', state: null })).toBe('告知单')
    expect(contentWords({ ...one, content: 'blank_slips' })).toBe('空白告知单')
  })

  it('is within the day, or approved', () => {
    expect(allowanceWords(allowance)).toBe('这份文件 3 行；今天已导出 12 行，每天最多 20,000 行')
    expect(sheetWords(allowance)).toBe('共 3 份；今天已导出 12 行，每天最多 20,000 行（一份算一行）')
    expect(mayTake(allowance)).toBe(true)
    expect(mayTake({ ...allowance, is_within: false })).toBe(false)
    expect(mayTake({ ...allowance, is_within: false, approved_until: '2026-11-23T06:05:00+00:00' })).toBe(true)
  })
})

describe('a file in the making', () => {
  it('is made in the background when much is gone through, pages sooner', () => {
    expect(isLong({ ...allowance, reads: 5000 }, 'xlsx')).toBe(false)
    expect(isLong({ ...allowance, reads: 5001 }, 'csv')).toBe(true)
    expect(isLong({ ...allowance, reads: 1000 }, 'pdf')).toBe(false)
    expect(isLong({ ...allowance, reads: 1001 }, 'pdf')).toBe(true)
  })

  it('counts its rows where it has some of homes', () => {
    const job = { state: 'running', done: 1200, of: 3000 } as Job
    expect(jobWords(job)).toBe('正在生成：1,200 / 3,000 行')
    expect(jobWords({ ...job, of: 0 })).toBe('正在生成…')
  })
})

describe('what is asked for beyond a day', () => {
  it('says which list or ledger', () => {
    const asked = { ...one, first: null } as unknown as ExportRequest
    expect(requestWords(asked)).toBe('未覆盖名单')
    expect(requestWords({ ...asked, content: 'visits', state: null, first: '2026-11-01', on: '2026-11-20' })).toBe('入户宣传工作登记表（11月20日当天），自11月1日起')
  })
})

describe('a leaked file', () => {
  it('names who made it and how sure that is', () => {
    const [said] = tracedWords({ ...nothing, marks: 90, named: [{ export: one, agreeing: 158, places: 160, nines: 41 }] })
    expect(said).toBe('标记认出：导出编号 000037，王明（wang），11月22日 14:05，旌阳镇 未覆盖名单（160 处标记中 158 处吻合，误指的可能不到 10 的负 41 次方）')
  })

  it('names nobody when it cannot be told, whatever it says of itself', () => {
    const said = tracedWords({ ...nothing, marks: 3, printed: [one] })
    expect(said[0]).toMatch(/^认不出来：3 处可比的内容，与 20 次导出的标记都对不上/)
    expect(said[1]).toContain('写的可以伪造')
    expect(tracedWords(nothing)[0]).toContain('没有可比的内容')
  })
})

it('leads to the page of the case for a pack whose request does not name it, and makes here what its request says whole', () => {
  expect(madeElsewhere('evidence')).toBe('请到案件页面生成')
  for (const elsewhere of ['walk', 'bad_rows', 'audit', 'case_figures'] as const) expect(madeElsewhere(elsewhere)).toBe('请到原来的页面生成')
  for (const here of ['doors', 'slips', 'blank_slips', 'villages'] as const) expect(madeElsewhere(here)).toBe('')
})
