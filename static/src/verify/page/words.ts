// What the page says of a code, and of moments, keys and numbers anywhere.
import { dayOf, formatFullDay, formatMoment } from '@shared/words'
import { LETTERS, lettersOf } from '../format/code'
import { type KeyList, type Sealed, begunAt, replacedAt } from '../format/keys'

/** 2026年11月26日 14:05: a slip is looked at years later. */
export function momentOf(instant: Date | string): string {
  return `${formatFullDay(dayOf(instant))} ${formatMoment(instant).slice(-5)}`
}

/** A key's name in groups that can be read aloud. */
export const keyWords = (id: string) => id.replace(/(.{4})(?=.)/g, '$1 ')

/** 341825100201 第 12 份 */
export const numberWords = (village: string, seq: number) => `${village} 第 ${seq} 份`

/** What is wrong with letters that are no code. */
export function mistyped(text: string): string {
  const { length } = lettersOf(text)
  if (length === LETTERS) return '这串字母里有读错的，请重新扫描或粘贴。'
  return `告知单的码应有 ${LETTERS} 个字母和数字，这里是 ${length} 个，没有读全或不是告知单的码。请重新扫描。`
}

const UNKNOWN_KEY =
  '封存用的密钥不在本县公布的公钥里。可能是别的县的，可能是本页保存以后县里换了密钥，也可能是伪造的。请联网重新打开本页再核对；仍是这样，请向派出所查询。'
const BAD_SEAL = '内容被改动过，或者根本不是县里封存的。请不要相信它，可向派出所查询。'

/** Since when another key has been in the place of this one, in words; null while it is the newest. */
export function replacedWords(keys: KeyList, id: string): string | null {
  const replaced = replacedAt(keys, id)
  return replaced === null ? null : momentOf(new Date(replaced))
}

/** What came of a seal. */
export function sealWords(sealed: Sealed, keys: KeyList, key = ''): string {
  if (sealed === 'bad') return BAD_SEAL
  if (sealed === 'unknown_key') return UNKNOWN_KEY
  if (sealed === 'early_key') return `所写的封存时间，比这把密钥第一次使用（${momentOf(new Date(begunAt(keys, key)))}）还早，不可能是真的。请不要相信它，可向派出所查询。`
  const since = replacedWords(keys, key)
  if (sealed === 'former_key') {
    return `县里从 ${since} 起换用新密钥，这一份写的封存时间在那以后，用的却是旧密钥，可能是拿到旧密钥的人做的。请不要相信它，可向派出所查询。`
  }
  return since ? `县里当时的密钥封存的，没有改动过；县里从 ${since} 起换用新密钥` : '县里的密钥封存的，没有改动过'
}

/** What a seal that holds cannot tell, once its key is no longer the county's. */
export const FORMER_KEY =
  '封存它的是县里以前的密钥，当时封存的照样有效。不过旧密钥要是落到别人手里，就能补做早先的告知单；要紧时请县里拿当日总账的存底来对。'
export const SHOWN_BY_CODE =
  '能说明：县里在上面写的时间封存过一份告知单，这个码就是那一份的。封存以后改一个字都看得出来。光凭这个码，看不到告知单写了什么。'
export const NOT_SHOWN =
  '不能说明：字是不是本人签的，手机报的位置准不准，听的人有没有听懂。屏幕上的签字，可以核对有没有被改过，但不是法律所说的“可靠的电子签名”。'
