// The page: keeps what is at hand, judges it again whenever something comes in, and shows what came of it.
import type { BookFile } from '../format/attached'
import { type Code, judgeCode, lettersOf, readCode } from '../format/code'
import type { KeyList } from '../format/keys'
import type { SlipFile } from '../format/slipFile'
import { heard, kept, pinned } from '../reading/keys'
import { type Told, askCounty } from '../reading/notice'
import { isSavedFile } from '../reading/offline'
import { asking } from './asking'
import type { JudgedBook } from './book'
import { codeCard, problemCard } from './cards'
import { el } from './el'
import { footer } from './footer'
import { hand } from './hand'
import { noticeCard } from './noticeCard'
import type { County } from './standing'
import { mistyped } from './words'

const NOT_LOADED = '网络断了，本页还没有下载完，打不开文件。请连上网络再试一次。'
const OPENING = '正在取县里的公钥，请稍候…'
const OPENING_FILE = '正在打开文件…'
const NO_KEYS = '取不到县里的公钥，核对不了。请连上网络，再打开本页。'

interface AtHand {
  code: Code | null
  file: SlipFile | null
  /** The PDF that the file was in. */
  pdf: Uint8Array | null
  /** A village's file, which of its slips is looked at, and what came of all of them by which keys. */
  book: BookFile | null
  chosen: number | null
  judged: { by: KeyList; book: JudgedBook } | null
  name: string | null
  /** Why what came in last could not be read. */
  problem: string | null
}

const NO_FILE = { file: null, pdf: null, book: null, chosen: null, judged: null, name: null }
const NOTHING: AtHand = { ...NO_FILE, code: null, problem: null }

export class Verification {
  private readonly name = el('p', { class: 'county' })
  private readonly results = el('div', { class: 'results', 'aria-live': 'polite' })
  private readonly foot = el('div')
  private had = NOTHING
  // By the letters of a code.
  private readonly told = new Map<string, Told>()
  private keys: KeyList | null = null
  // Loaded when somebody opens a file: most people who scan a code have none.
  private files: typeof import('./fileCards') | null = null

  constructor(root: Element) {
    const ways = asking({ code: (text) => this.takeCode(text), file: (file) => void this.takeFile(file) })
    root.replaceChildren(el('header', {}, this.name, el('h1', {}, '核对告知单')), this.results, ways, this.foot)
  }

  /** Begin with the code in the page's own address, where there is one; keys that are at hand do not wait for newer ones. */
  async start(): Promise<void> {
    const addressed = isSavedFile() ? '' : lettersOf(location.pathname)
    const code = addressed ? readCode(addressed) : null
    this.had = { ...NOTHING, code, problem: addressed && !code ? mistyped(addressed) : null }
    const saved = pinned()
    const known = saved ?? kept()
    if (known) this.know(known)
    else this.results.replaceChildren(el('p', { class: 'said' }, OPENING))
    if (!saved) this.know((await heard()) ?? known)
    // With the address the county has had the code already; of any other it is asked only when somebody says so.
    if (code && this.keys && judgeCode(code, this.keys) === 'good') await this.ask(code.payload)
  }

  private know(keys: KeyList | null): void {
    this.keys = keys
    this.name.textContent = keys?.county ?? ''
    this.foot.replaceChildren(footer(keys))
    this.show()
  }

  private async ask(payload: string): Promise<void> {
    this.told.set(payload, 'asking')
    this.show()
    this.told.set(payload, await askCounty(payload))
    this.show()
  }

  // An answer of null is that there is no network.
  private readonly county = (payload: string): County => {
    const told = this.told.get(payload)
    return { told: told === undefined ? 'unasked' : told, ask: () => void this.ask(payload) }
  }

  private takeCode(text: string): void {
    const code = readCode(text)
    this.take({ code, problem: code ? null : mistyped(text) })
  }

  private async takeFile(file: File): Promise<void> {
    this.results.replaceChildren(el('p', { class: 'said', role: 'status' }, OPENING_FILE))
    this.files ??= await import('./fileCards').catch(() => null)
    const opened = (await this.files?.open(file)) ?? { problem: NOT_LOADED }
    if ('code' in opened) this.takeCode(opened.code)
    else if ('problem' in opened) this.take({ ...NO_FILE, problem: opened.problem })
    else this.take({ ...NO_FILE, ...opened, name: file.name, problem: null })
  }

  private take(what: Partial<AtHand>): void {
    this.had = { ...this.had, ...what }
    this.show()
    this.results.scrollIntoView({ block: 'start' })
  }

  private again(): void {
    this.had = NOTHING
    if (!isSavedFile()) history.replaceState(null, '', '/S/')
    this.show()
  }

  private show(): void {
    const { code, name, problem } = this.had
    // What could not be read must not stand above an answer that is about something else.
    const [verdict = null, ...rest] = problem === null ? this.judged() : [problemCard(problem)]
    const cards = [verdict, hand(code !== null, name, () => this.again()), ...rest, this.notice()]
    this.results.replaceChildren(...cards.filter((card): card is HTMLElement => card !== null))
  }

  private judged(): (HTMLElement | null)[] {
    const { code, file, pdf, book } = this.had
    if (!code && !file && !book) return []
    if (!this.keys) return [problemCard(NO_KEYS, '核对不了')]
    if (book) return this.judgedBook(book, this.keys)
    if (file) return this.files?.fileCards({ file, pdf, code }, this.keys, this.county) ?? []
    const on = code && { ...this.county(code.payload), file: (one: File) => void this.takeFile(one) }
    return on ? [codeCard(code, judgeCode(code, this.keys), this.keys, on)] : []
  }

  // By the keys that are known now: newer ones begin it anew, and so does another file.
  private judgedBook(book: BookFile, keys: KeyList): (HTMLElement | null)[] {
    const { files } = this
    if (!files) return []
    const { chosen, code, judged } = this.had
    if (judged?.by !== keys) return [this.judge(book, keys, files)]
    const isDone = judged.book.print !== null
    const slip = isDone && chosen !== null ? book.slips[chosen] : undefined
    const [file, page] = [slip && files.fileOf(slip), slip?.page ?? 0]
    if (file) {
      const its = judged.book.slips[chosen ?? 0]?.payload === code?.payload ? code : null
      const bar = files.backBar(page, () => this.take({ chosen: null }))
      return [bar, ...files.fileCards({ file, pdf: null, code: its }, keys, this.county)]
    }
    return [isDone ? files.bookCard(judged.book, code, (at) => this.take({ chosen: at })) : files.judgingCard(judged.book)]
  }

  private judge(book: BookFile, keys: KeyList, files: NonNullable<typeof this.files>): HTMLElement {
    const begun = { by: keys, book: { of: book.slips.length, slips: [], print: null } }
    this.had = { ...this.had, judged: begun }
    // Not before this was shown.
    setTimeout(() => void files.judgeBook(book, keys, (told) => {
      if (this.had.book !== book || this.had.judged?.by !== keys) return false
      this.had = { ...this.had, judged: { by: keys, book: told } }
      this.show()
      return true
    }))
    return files.judgingCard(begun.book)
  }

  private notice(): HTMLElement | null {
    const told = this.had.code ? this.county(this.had.code.payload).told : 'unasked'
    return told === 'unasked' || told === 'asking' ? null : noticeCard(told)
  }
}
