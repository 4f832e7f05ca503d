// The code on a paper slip, held to the same table as the server's.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { householdOnSheet, paperCodeOf, readPaperCode, showPaperCode, statedPaperCode } from './paperCode'

interface Table {
  codes: { household: string, code: string }[]
  typed: { typed: string, code: string | null }[]
  stated: { typed: string, stated: string | null }[]
  sheets: { text: string, household: string | null }[]
}
const table = JSON.parse(readFileSync(new URL('../../../tests/data/slips/paper-codes.json', import.meta.url), 'utf8')) as Table

describe('a household has a code', () => {
  it.each(table.codes)('$household has $code', ({ household, code }) => {
    expect(paperCodeOf(household)).toBe(code)
    expect(readPaperCode(showPaperCode(code))).toBe(code)
  })
})

describe('a code is read as it was meant', () => {
  it.each(table.typed)('$typed is $code', ({ typed, code }) => expect(readPaperCode(typed)).toBe(code))
})

describe('what was mistyped is stated, and no other words', () => {
  it.each(table.stated)('$typed as $stated', ({ typed, stated }) => expect(statedPaperCode(typed)).toBe(stated))
})

describe('a sheet names its household', () => {
  it.each(table.sheets)('$text names $household', ({ text, household }) => expect(householdOnSheet(text)).toBe(household))
})
