// What the page says of a code, and of moments, keys and numbers anywhere.
import { dayOf, formatFullDay, formatMoment } from '@shared/words'
import { LETTERS, lettersOf } from '../format/code'

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
  if (length === LETTERS) return '这串字母里有读错的，请重新扫描二维码，或重新粘贴。'
  return `告知单的码应有 ${LETTERS} 个字母和数字，这里是 ${length} 个，没有读全或不是告知单的码。请重新扫描。`
}

export const UNKNOWN_KEY =
  '封存用的密钥不在本县公布的公钥里。可能是别的县的告知单，可能是本页保存以后县里换了密钥，也可能是伪造的。请联网重新打开本页再核对；仍是这样，请向派出所查询。'
export const BAD_SEAL = '内容被改动过，或者根本不是县里封存的。请不要相信它，可向派出所查询。'

export const SHOWN_BY_CODE =
  '说明：县里在那时封存过一份告知单，这个码就是它的码。只凭这个码看不到告知单写了什么；要核对内容和签字，请再打开告知单的 PDF 或数据文件。'
export const NOT_SHOWN =
  '不能说明：签字的是不是本人、当时的定位准不准、听的人有没有听懂。屏幕上的签字是可以核对的证据，不是法律所说的“可靠的电子签名”。'
