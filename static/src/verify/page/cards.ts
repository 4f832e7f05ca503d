// What is shown of a code and of a file: the verdict, line by line, and what it means.
import type { Code } from '../format/code'
import { type Field, type Findings, type SlipFile, pictureOf } from '../format/slipFile'
import type { KeyList, Sealed } from '../format/keys'
import { RELATIONS, wordFor } from '@shared/words'
import { el } from './el'
import { type Tone, mark } from './marks'
import { drawing } from './strokes'
import * as words from './words'
import { WAYS } from './waysWords'

function card(id: string, tone: Tone, title: string, ...children: (Node | string | null | false)[]): HTMLElement {
  const heading = el('h2', {}, mark(tone), title)
  return el('section', { class: `card ${tone}`, 'data-testid': id }, heading, ...children)
}

/** Something that could not be read, and what to do. */
export const problemCard = (text: string) => card('problem', 'bad', '读不出', el('p', {}, text))

const fact = (name: string, value: string) => el('div', { class: 'fact' }, el('dt', {}, name), el('dd', {}, value))

const meaning = (shown: string) => [el('p', { class: 'meaning' }, shown), el('p', { class: 'meaning' }, words.NOT_SHOWN)]

const sealedWords = (county: string, sealed_ms: number, key: string) =>
  `这份告知单于 ${words.momentOf(new Date(sealed_ms))} 由${county}的密钥 ${words.keyWords(key)} 封存。`

/** A code alone. */
export function codeCard(code: Code, sealed: Sealed, keys: KeyList): HTMLElement {
  if (sealed === 'unknown_key') {
    return card('code', 'wait', '不认识的密钥', el('p', {}, words.UNKNOWN_KEY), el('dl', {}, fact('密钥', words.keyWords(code.key))))
  }
  if (sealed === 'bad') return card('code', 'bad', '封存不符', el('p', {}, words.BAD_SEAL))
  const facts = el('dl', {}, fact('编号', words.numberWords(code.village, code.seq)))
  return card('code', 'good', '封存有效', el('p', {}, sealedWords(keys.county, code.sealed_ms, code.key)), facts, ...meaning(words.SHOWN_BY_CODE))
}

/** What came of a file, and of the code where there is one. */
export function fileCard(found: Findings, keys: KeyList): HTMLElement {
  const { tone, words: title } = words.verdictOf(found)
  const { record } = found
  const lines = words.linesOf(found).map((one) => el('li', { 'data-testid': `line-${one.id}`, 'data-tone': one.tone },
    mark(one.tone), el('b', {}, one.name), el('span', {}, one.words)))
  const is_sealed = record && found.seal === 'good'
  return card('file', tone, title,
    is_sealed && el('p', {}, sealedWords(keys.county, record.sealed_ms, record.key)),
    el('ul', { class: 'lines' }, ...lines),
    ...(is_sealed && tone === 'good' ? meaning(found.fields.text === 'good' ? words.SHOWN_BY_FILE : words.SHOWN_OF_REMOVED) : []))
}

/** The very words and strokes that were held against the seal; what differs is not shown as if it were them. */
export function contentCard(file: SlipFile, found: Findings): HTMLElement | null {
  const { record, fields } = found
  if (!record || found.seal !== 'good') return null
  const value = (name: Field) => (fields[name] === 'good' ? file.opened?.[name] ?? null : null)
  const [text, signer, witness, reason, place] = [value('text'), value('signer'), value('witness'), value('reason'), value('place')]
  const relation = signer ? `（${wordFor(RELATIONS, record.statement.relation)}）` : ''
  return el('section', { class: 'card', 'data-testid': 'content' },
    el('h2', {}, '封存的内容'),
    text && el('p', { class: 'meaning' }, '纸面或 PDF 上的文字，请与这里逐字对照，以这里为准。'),
    text && el('p', { class: 'paper' }, text),
    el('dl', {},
      fact('方式', WAYS[record.statement.way]?.word ?? record.statement.way),
      signer ? fact('签名人', `${signer}${relation}`) : '',
      witness ? fact('见证人', witness) : '',
      reason ? fact('原因', reason) : '',
      fact('时间', words.intervalWords(record)),
      place ? fact('地点', words.placeWords(place)) : '',
      fact('编号', words.numberWords(record.village, record.seq))),
    found.strokes === 'good' && file.strokes && figure('签字笔迹（按每一笔重画）', drawing(file.strokes)),
    found.picture === 'good' && figure(record.statement.proof ? '凭证照片' : '签名图片', pictureElement(file)))
}

const figure = (title: string, content: Node) => el('figure', {}, el('figcaption', {}, title), content)

function pictureElement(file: SlipFile): HTMLElement {
  const address = URL.createObjectURL(new Blob([pictureOf(file)]))
  const forget = () => URL.revokeObjectURL(address)
  return el('img', { src: address, alt: '', on: { load: forget, error: forget } })
}
