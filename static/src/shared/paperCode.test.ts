// The code on a paper slip, held to the same table as the server's.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { paperCodeOf, readPaperCode, showPaperCode } from './paperCode'

interface Table {
  codes: { household: string, code: string }[]
  typed: { typed: string, code: string | null }[]
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
