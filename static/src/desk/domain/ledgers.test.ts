// What the address bar may ask of a ledger, and how kept ones read.
import { describe, expect, it } from 'vitest'
import { daysWords, figureColumns, ledgerOf, madeWords, ranksOf, readLedgerQuery, versionWords } from './ledgers'
import type { KeptLedger } from './records'

const COUNTY = '341825000000'
const TOWN = '341825100000'

describe('what is asked', () => {
  it('leaves out what a ledger cannot be asked for', () => {
    const said = { ledger: 'weekly', first: '2026-11-01', on: '2026-11-26', by: 'village' }
    expect(readLedgerQuery(said, COUNTY, '')).toEqual({ ledger: 'weekly', scope: COUNTY, kind: '', first: '', on: '2026-11-26', by: 'village' })
    expect(readLedgerQuery({ ...said, ledger: 'visits' }, COUNTY, 'family')).toMatchObject({ first: '2026-11-01', by: '' })
  })

  it('takes nonsense for nothing', () => {
    expect(readLedgerQuery({ ledger: 'x', first: 'gestern', by: 'county' }, TOWN, '')).toMatchObject({ ledger: 'visits', first: '', by: '' })
    expect(ledgerOf(undefined).word).toBe('visits')
  })

  it('ranks what lies below', () => {
    expect(ranksOf(COUNTY).map((one) => one.value)).toEqual(['town', 'village'])
    expect(ranksOf(TOWN).map((one) => one.value)).toEqual(['village'])
    expect(ranksOf('341825100001').map((one) => one.value)).toEqual(['grid'])
  })
})

it('stands rates and differences under each other, and no words', () => {
  const columns = ['单位', '户数', '覆盖率', '较上期', '备注', '户号'].map((name, at) => ({ name, is_number: at === 1 }))
  const rows = [['南门', '817', '94.12%', '+41.33', '末三位', '0012'], ['北门', '1,088', '—', '-2.81', '', '0013']].map((cells) => ({ cells, is_marked: false }))
  expect(figureColumns({ columns, rows } as unknown as Parameters<typeof figureColumns>[0])).toEqual([false, true, true, true, false, false])
})

describe('how it reads', () => {
  it('says days, and one day once', () => {
    const year = new Date().getFullYear()
    expect(daysWords(`${year}-11-20`, `${year}-11-26`)).toBe('11月20日至11月26日')
    expect(daysWords(`${year}-11-26`, `${year}-11-26`)).toBe('11月26日')
  })

  it('says when it came late', () => {
    const year = new Date().getFullYear()
    const kept = { due_at: `${year}-11-27T08:00:00Z`, made_at: `${year}-11-29T01:12:00Z`, is_late: true } as KeptLedger
    expect(madeWords(kept)).toBe('应于 11月27日 16:00，补制于 11月29日 09:12')
    expect(madeWords({ ...kept, made_at: kept.due_at, is_late: false })).toBe('按期生成于 11月27日 16:00')
    expect([versionWords(0), versionWords(2)]).toEqual(['默认样表', '第 2 版'])
  })
})
