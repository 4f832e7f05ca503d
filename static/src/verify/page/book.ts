// A village's slips in one PDF: each is held against its own record, a few at a time so that the page stays alive, and the pages
// of all of them once.
import { type Attached, type BookFile, fileOf } from '../format/attached'
import type { KeyList } from '../format/keys'
import { type Print, judgePrint } from '../format/print'
import { judgeFile } from '../format/slipFile'
import type { Tone } from './marks'
import { type Verdict, verdictOf } from './verdict'
import { numberWords } from './words'

/** One slip of it; `page` is what the name of its file says, `payload` the code that is printed with it. */
export interface JudgedSlip {
  at: number
  page: number
  number: string
  signer: string
  verdict: Verdict
  payload: string | null
}

/** As far as it was judged, of so many. */
export interface JudgedBook {
  of: number
  slips: readonly JudgedSlip[]
  print: Print | null
}

const UNREADABLE: Verdict = { tone: 'bad', words: '附带的数据读不出' }
// Between two of these the page answers.
const SLICE_MS = 40

function judgeOne(slip: Attached, at: number, keys: KeyList): JudgedSlip {
  const { page } = slip
  const file = fileOf(slip)
  if (!file) return { at, page, number: '', signer: '', verdict: UNREADABLE, payload: null }
  const found = judgeFile(file, keys, null)
  const { record, fields, payload } = found
  return {
    at,
    page,
    number: record ? numberWords(record.village, record.seq) : '',
    signer: fields.signer === 'good' ? file.opened?.signer ?? '' : '',
    verdict: verdictOf(found, 'unasked', 'none'),
    payload,
  }
}

/** Judge all of it; `tell` hears how far it is, and ends it with false. */
export async function judgeBook({ slips, pdf }: BookFile, keys: KeyList, tell: (judged: JudgedBook) => boolean): Promise<void> {
  const [of, judged]: [number, JudgedSlip[]] = [slips.length, []]
  let since = performance.now()
  for (const [at, slip] of slips.entries()) {
    judged.push(judgeOne(slip, at, keys))
    if (performance.now() - since < SLICE_MS) continue
    if (!tell({ of, slips: judged, print: null })) return
    await new Promise((done) => setTimeout(done))
    since = performance.now()
  }
  tell({ of, slips: judged, print: judgePrint(pdf, keys) })
}

export const withTone = ({ slips }: JudgedBook, tone: Tone) => slips.filter((one) => one.verdict.tone === tone)

/** Of all of it, once it is judged; the most serious first. `belongs` is whether the code at hand is one of its slips', null without one. */
export function verdictOfBook(book: JudgedBook, belongs: boolean | null): Verdict {
  const [bad, wait] = [withTone(book, 'bad').length, withTone(book, 'wait').length]
  const pages = book.print?.pages ?? 'unchecked'
  const is_changed = pages !== 'good' && pages !== 'unchecked'
  if (belongs === false) return { tone: 'bad', words: '二维码不是这个文件里任何一份的' }
  if (bad) return { tone: 'bad', words: `${book.of} 份里有 ${bad} 份不符${is_changed ? '，PDF 页面也被改动过' : ''}` }
  if (is_changed) return { tone: 'bad', words: '有不符的地方：PDF 页面' }
  if (wait) return { tone: 'wait', words: `没有发现不符，但 ${book.of} 份里有 ${wait} 份核对不全` }
  if (pages === 'unchecked') return { tone: 'wait', words: `附带的 ${book.of} 份数据核对无误，印的页面没有核对` }
  return { tone: 'good', words: `${book.of} 份告知单和 PDF 都核对无误` }
}
