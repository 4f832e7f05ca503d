// What people know after a talk, in words: a share never stands without how many were asked and how sure it is.
import { formatCount, formatRate } from '@shared/words'
import type { Landed, LandedLine, Share } from './records'

export type ShareKey = 'knows' | 'installed' | 'verified' | 'warned'

export const SHARES: readonly { key: ShareKey, name: string, title: string }[] = [
  { key: 'knows', name: '知晓率', title: '答对的题 ÷ 问过的题' },
  { key: 'installed', name: '下载', title: '装了国家反诈中心App的成年人 ÷ 问过的户里的成年人' },
  { key: 'verified', name: '实名', title: '在国家反诈中心App里实名认证的成年人 ÷ 问过的户里的成年人' },
  { key: 'warned', name: '预警', title: '打开了App预警的成年人 ÷ 问过的户里的成年人' },
]

/** 62.1%–71.1%: cut below and raised above, so that it never looks surer than it is. */
export function intervalWords({ low, high }: Share): string {
  if (low === null || high === null) return ''
  return `${formatRate(low)}–${(Math.ceil(high * 1000 - 1e-6) / 10).toFixed(1)}%`
}

/** 120 户 360 题, 80 户 190 人; nobody is nobody. */
export function askedWords(key: ShareKey, { homes, whole }: Share): string {
  if (!homes) return '没有问过'
  return `${formatCount(homes)} 户 ${formatCount(whole)} ${key === 'knows' ? '题' : '人'}`
}

/** In the order of a share, the lowest first; where nobody was asked comes last. */
export function sortLanded(lines: readonly LandedLine[], key: ShareKey): LandedLine[] {
  const rate = (line: LandedLine) => line[key].rate ?? Infinity
  return [...lines].sort((a, b) => (rate(a) < rate(b) ? -1 : rate(a) > rate(b) ? 1 : a.code.localeCompare(b.code)))
}

/** Whether anybody at all was asked anything. */
export const isAsked = (landed: Landed) => SHARES.some(({ key }) => landed[key].homes > 0)
