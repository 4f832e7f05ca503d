// A card, and what is shown of a code alone.
import type { Code } from '../format/code'
import type { KeyList, Sealed } from '../format/keys'
import { picker } from './asking'
import { el } from './el'
import { type Tone, mark } from './marks'
import { type County, askNote, standingWords, uncountedNote } from './standing'
import { verdictOfCode } from './verdict'
import * as words from './words'

export function card(id: string, tone: Tone, title: string, ...children: (Node | string | null | false)[]): HTMLElement {
  const heading = el('h2', {}, mark(tone), title)
  return el('section', { class: `card ${tone}`, 'data-testid': id }, heading, ...children)
}

/** Something that could not be read, and what to do. */
export const problemCard = (text: string, title = '读不出') => card('problem', 'bad', title, el('p', {}, text))

export const fact = (name: string, value: string) => el('div', { class: 'fact' }, el('dt', {}, name), el('dd', {}, value))

/** What is shown, and what is not. */
export const meaning = (shown: string, keys: KeyList, key: string) =>
  [shown, ...(words.replacedWords(keys, key) ? [words.FORMER_KEY] : []), words.NOT_SHOWN].map((text) => el('p', { class: 'meaning' }, text))

export const sealedWords = (county: string, sealed_ms: number, key: string) =>
  `这份告知单于 ${words.momentOf(new Date(sealed_ms))} 由${county}的密钥 ${words.keyWords(key)} 封存。`

/** A code alone. */
export function codeCard(code: Code, sealed: Sealed, keys: KeyList, on: County & { file: (file: File) => void }): HTMLElement {
  const { tone, words: title } = verdictOfCode(sealed, on.told)
  if (sealed !== 'good') {
    return card('code', tone, title, el('p', {}, words.sealWords(sealed, keys, code.key)), el('dl', {}, fact('密钥', words.keyWords(code.key))))
  }
  return card('code', tone, title,
    uncountedNote(on),
    el('p', {}, sealedWords(keys.county, code.sealed_ms, code.key)),
    el('dl', {},
      fact('编号', words.numberWords(code.village, code.seq)),
      fact('走访', standingWords(on.told).words)),
    picker(on.file, 'pick-content', '打开 PDF，核对文字和签字'),
    askNote(on),
    ...meaning(words.SHOWN_BY_CODE, keys, code.key))
}
