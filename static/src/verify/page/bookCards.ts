// What is shown of a village's file of slips: the verdict on all of it, and each slip with its own, to be opened.
import type { Code } from '../format/code'
import { type JudgedBook, type JudgedSlip, verdictOfBook, withTone } from './book'
import { card } from './cards'
import { el } from './el'
import { pagesLine } from './lineWords'
import { mark } from './marks'
import { NOT_SHOWN } from './words'

// Whatever its pages are, if not right: one may be gone altogether.
const GONE = '所以也看不出有没有哪一份被整份拿掉。请向县里要原文件。'
const WHAT_IS_LISTED = '下面是附有核验数据的告知单；还没有封存的不在里面。页码是附件名里写的。走访还算不算数，打开那一份再查。'

function row({ at, page, number, signer, verdict }: JudgedSlip, choose: (at: number) => void): HTMLElement {
  return el('li', { 'data-testid': 'slip', 'data-tone': verdict.tone },
    el('button', { type: 'button', class: 'slip', on: { click: () => choose(at) } },
      mark(verdict.tone),
      el('b', {}, `第 ${page} 页`),
      el('span', { class: 'whose' }, el('span', {}, signer || '—'), el('span', {}, number)),
      verdict.tone !== 'good' && el('span', { class: 'verdict' }, verdict.words)))
}

const list = (slips: readonly JudgedSlip[], choose: (at: number) => void) =>
  el('ul', { class: 'slips' }, ...slips.map((one) => row(one, choose)))

/** How far it is. */
export const judgingCard = ({ slips, of }: JudgedBook) =>
  el('section', { class: 'card', 'data-testid': 'judging', role: 'status' },
    el('p', {}, `这个 PDF 里有 ${of} 份告知单，正在逐份核对：${slips.length} / ${of}`),
    el('progress', { max: of, value: slips.length }))

/** What is not known of a file whose pages nobody could check, or do not hold; their line says what came of them. */
export function pagesNote({ print }: Pick<JudgedBook, 'print'>): string | null {
  const pages = print?.pages ?? 'unchecked'
  if (pages === 'good') return null
  return `这个 PDF 的页面${pages === 'unchecked' ? '没有核对过' : '核对不上'}，${GONE}`
}

/** All of it. */
export function bookCard(book: JudgedBook, code: Code | null, choose: (at: number) => void): HTMLElement {
  const belongs = code && book.slips.some((one) => one.payload === code.payload)
  const { tone, words } = verdictOfBook(book, belongs)
  const doubtful = [...withTone(book, 'bad'), ...withTone(book, 'wait')]
  const good = withTone(book, 'good')
  const note = pagesNote(book)
  const pages = pagesLine(book.print ?? { pages: 'unchecked', at_ms: null })
  return card('book', tone, words,
    el('ul', { class: 'lines' }, el('li', { 'data-testid': 'line-pages', 'data-tone': pages.tone },
      mark(pages.tone), el('b', {}, pages.name), el('span', {}, pages.words))),
    note && el('p', {}, note),
    doubtful.length > 0 && el('h3', {}, `要看的 ${doubtful.length} 份`),
    doubtful.length > 0 && list(doubtful, choose),
    good.length > 0 && el('details', { open: doubtful.length === 0 },
      el('summary', {}, `核对无误的 ${good.length} 份`), list(good, choose)),
    el('p', { class: 'meaning' }, WHAT_IS_LISTED),
    el('p', { class: 'meaning' }, NOT_SHOWN))
}

/** Above a slip that was opened out of the list. */
export const backBar = (page: number, back: () => void) =>
  el('p', { class: 'hand', 'data-testid': 'back' },
    el('span', {}, `第 ${page} 页的一份`),
    el('button', { type: 'button', class: 'plain', on: { click: back } }, '回到列表'))
