// A village's file is as good as the worst of its slips, and never green where its pages were not checked.
import { describe, expect, it } from 'vitest'
import type { Attached, BookFile } from '../format/attached'
import { HELD, KEYS, caseOf, fileOf as fileOfCase } from '../format/held'
import type { Finding } from '../format/slipFile'
import { type JudgedBook, judgeBook, verdictOfBook } from './book'
import { pagesNote } from './bookCards'

const attached = (name: string, at: number): Attached => ({ page: at + 2, read: () => JSON.stringify(fileOfCase(caseOf(name))) })
const GOOD = 'as it was sealed'

async function judged(slips: readonly Attached[], pages: Finding = 'good'): Promise<JudgedBook> {
  const book: BookFile = { slips, pdf: new TextEncoder().encode('%PDF-') }
  let last: JudgedBook | null = null
  await judgeBook(book, KEYS, (told) => {
    last = { ...told, slips: [...told.slips] }
    return true
  })
  const { of, slips: found } = last as unknown as JudgedBook
  return { of, slips: found, print: { pages, at_ms: null } }
}
const verdict = async (names: string[], pages?: Finding, belongs: boolean | null = null) => verdictOfBook(await judged(names.map(attached), pages), belongs)

describe('a file of several slips', () => {
  it('says of each its page, its number, who signed, and what came of it', async () => {
    const { slips } = await judged([GOOD, 'without what it opens', 'changed: place'].map(attached))

    expect(slips.map(({ page, verdict: { tone } }) => [page, tone])).toEqual([[2, 'good'], [3, 'wait'], [4, 'bad']])
    expect(slips[0]!.signer).toBe(HELD.files[0]!.opened!.signer)
    expect(slips[0]!.number).toMatch(/^\d{12} 第 \d+ 份$/)
  })

  it('is green only where every slip and the pages are', async () => {
    expect(await verdict([GOOD, GOOD])).toEqual({ tone: 'good', words: '2 份告知单和 PDF 都核对无误' })
    expect(await verdict([GOOD, GOOD], 'unchecked')).toEqual({ tone: 'wait', words: '附带的 2 份数据核对无误，印的页面没有核对' })
    expect(await verdict([GOOD, 'without what it opens'])).toEqual({ tone: 'wait', words: '没有发现不符，但 2 份里有 1 份核对不全' })
    expect(await verdict([GOOD, 'changed: place'])).toEqual({ tone: 'bad', words: '2 份里有 1 份不符' })
    for (const pages of ['bad', 'untimely'] as const) {
      expect(await verdict([GOOD], pages)).toEqual({ tone: 'bad', words: '有不符的地方：PDF 页面' })
      expect(await verdict([GOOD, 'changed: place'], pages)).toEqual({ tone: 'bad', words: '2 份里有 1 份不符，PDF 页面也被改动过' })
    }
    expect((await verdict([GOOD], 'good', false)).tone).toBe('bad')
  })

  it('says that pages were not checked only where they were not', () => {
    const noted = (pages: Finding) => pagesNote({ print: { pages, at_ms: null } })
    expect(noted('good')).toBeNull()
    for (const pages of ['bad', 'untimely'] as const) expect(noted(pages)).toContain('核对不上，所以也看不出有没有哪一份被整份拿掉')
    expect(noted('unchecked')).toContain('没有核对过')
    expect(pagesNote({ print: null })).toContain('没有核对过')
  })

  it('goes on past what cannot be read', async () => {
    const broken: Attached[] = [
      { page: 2, read: () => { throw new Error('gone') } },
      { page: 3, read: () => '{"format":"qiaomen-slip"' },
      attached(GOOD, 2),
    ]
    expect((await judged(broken)).slips.map(({ verdict: { tone } }) => tone)).toEqual(['bad', 'bad', 'good'])
  })

  it('ends when another file was opened meanwhile', async () => {
    let heard = 0
    await judgeBook({ slips: Array.from({ length: 400 }, (_, at) => attached(GOOD, at)), pdf: new Uint8Array() }, KEYS, () => {
      heard += 1
      return false
    })
    expect(heard).toBe(1)
  })
})
