// What is made of a file: opened, held against its record, and shown. Loaded when somebody opens one.
import { WAYS } from '@shared/ways'
import { relationsAt, wordFor } from '@shared/words'
import type { Code } from '../format/code'
import type { KeyList } from '../format/keys'
import { type Print, judgePrint } from '../format/print'
import { type Field, type Findings, type SlipFile, judgeFile, pictureOf } from '../format/slipFile'
import { card, fact, meaning, sealedWords } from './cards'
import { el } from './el'
import * as lines from './lineWords'
import { mark } from './marks'
import { type County, askNote, uncountedNote } from './standing'
import { drawing } from './strokes'
import { verdictOf } from './verdict'
import { numberWords } from './words'

const SHOWN_BY_FILE = '能说明：下面显示的内容，从县里封存的时候起，一个字、一笔都没有变过。'
const SHOWN_OF_PART = '能说明：县里封存过这一份告知单；这份文件里有的部分，封存以后没有变过。文件里没有的部分，本页核对不了。'

export { open } from '../reading/opening'
export { fileOf } from '../format/attached'
export { judgeBook } from './book'
export { backBar, bookCard, judgingCard } from './bookCards'

const WAY_WORDS = Object.fromEntries(Object.entries(WAYS).map(([way, { word }]) => [way, word]))

/** What somebody handed in. */
export interface Handed {
  file: SlipFile
  /** The PDF that it was in. */
  pdf: Uint8Array | null
  code: Code | null
}

/** All that is shown of a file, with the code where there is one; `county` is asked about the code that is printed with it. */
export function fileCards({ file, pdf, code }: Handed, keys: KeyList, county: (payload: string) => County): (HTMLElement | null)[] {
  const found = judgeFile(file, keys, code)
  const print = pdf && judgePrint(pdf, keys)
  return [fileCard(found, keys, print, county(found.payload ?? '')), contentCard(file, found)]
}

function fileCard(found: Findings, keys: KeyList, print: Print | null, county: County): HTMLElement {
  const { tone, words: title } = verdictOf(found, county.told, print?.pages ?? 'none')
  const { record } = found
  const told = lines.linesOf(found, keys, county.told)
  const list = [...(print && found.seal === 'good' ? [lines.pagesLine(print)] : []), ...told].map((one) => el('li', { 'data-testid': `line-${one.id}`, 'data-tone': one.tone },
    mark(one.tone), el('b', {}, one.name), el('span', {}, one.words)))
  const is_sealed = record && found.seal === 'good'
  return card('file', tone, title,
    is_sealed && uncountedNote(county),
    is_sealed && el('p', {}, sealedWords(keys.county, record.sealed_ms, record.key)),
    el('ul', { class: 'lines' }, ...list),
    is_sealed && askNote(county),
    ...(is_sealed && tone !== 'bad' ? meaning(isWhole(found) ? SHOWN_BY_FILE : SHOWN_OF_PART, keys, record.key) : []))
}

const isWhole = ({ fields, strokes, picture }: Findings) => ![...Object.values(fields), strokes, picture].includes('missing')

// The very words and strokes that were held against the seal; what differs is not shown as if it were them.
function contentCard(file: SlipFile, found: Findings): HTMLElement | null {
  const { record, fields } = found
  if (!record || found.seal !== 'good') return null
  const value = (name: Field) => (fields[name] === 'good' ? file.opened?.[name] ?? null : null)
  const [text, signer, witness, reason, place] = [value('text'), value('signer'), value('witness'), value('reason'), value('place')]
  const relation = signer ? `（${wordFor(relationsAt(null), record.statement.relation)}）` : ''
  return el('section', { class: 'card', 'data-testid': 'content' },
    el('h2', {}, '封存的内容'),
    text && el('p', { class: 'meaning' }, '纸面或 PDF 上的文字，请与这里逐字对照，以这里为准。'),
    text && el('p', { class: 'paper q-printed' }, text),
    el('dl', {},
      fact('方式', wordFor(WAY_WORDS, record.statement.way)),
      signer ? fact('签名人', `${signer}${relation}`) : '',
      witness ? fact('见证人', witness) : '',
      reason ? fact('原因', reason) : '',
      fact('时间', lines.intervalWords(record)),
      place ? fact('地点', lines.placeWords(place)) : '',
      record.repaired === 'yes' ? fact('补正', lines.REPAIRED) : '',
      fact('编号', numberWords(record.village, record.seq))),
    found.strokes === 'good' && file.strokes && figure('签字笔迹（按每一笔重画）', drawing(file.strokes)),
    found.picture === 'good' && figure(record.statement.proof ? '凭证照片' : '签名图片', pictureElement(file)))
}

const figure = (title: string, content: Node) => el('figure', {}, el('figcaption', {}, title), content)

function pictureElement(file: SlipFile): HTMLElement {
  const address = URL.createObjectURL(new Blob([pictureOf(file)]))
  const forget = () => URL.revokeObjectURL(address)
  return el('img', { src: address, alt: '', on: { load: forget, error: forget } })
}
