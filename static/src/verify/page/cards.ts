// A card, and what is shown of a code alone.
import type { Code } from '../format/code'
import type { KeyList, Sealed } from '../format/keys'
import { el } from './el'
import { type Tone, mark } from './marks'
import * as words from './words'

export function card(id: string, tone: Tone, title: string, ...children: (Node | string | null | false)[]): HTMLElement {
  const heading = el('h2', {}, mark(tone), title)
  return el('section', { class: `card ${tone}`, 'data-testid': id }, heading, ...children)
}

/** Something that could not be read, and what to do. */
export const problemCard = (text: string, title = '读不出') => card('problem', 'bad', title, el('p', {}, text))

export const fact = (name: string, value: string) => el('div', { class: 'fact' }, el('dt', {}, name), el('dd', {}, value))

export const meaning = (shown: string) => [el('p', { class: 'meaning' }, shown), el('p', { class: 'meaning' }, words.NOT_SHOWN)]

export const sealedWords = (county: string, sealed_ms: number, key: string) =>
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
