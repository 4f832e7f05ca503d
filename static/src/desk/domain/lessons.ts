// What people know after a talk, in words: a share never stands without how many were asked and how sure it is.
import { formatCount, formatRate } from '@shared/words'
import type { Landed, LandedLine, Posters, Share } from './records'

export type ShareKey = 'knows' | 'installed' | 'verified' | 'warned' | 'calls_back'

/** Each with its name at the head of the page and, shorter, at the head of a column. */
export const SHARES: readonly { key: ShareKey, heading: string, name: string, title: string }[] = [
  { key: 'knows', heading: '防诈知识知晓率', name: '知晓率', title: '答对的题 ÷ 问过的题' },
  { key: 'installed', heading: '国家反诈中心App 下载', name: '下载', title: '装了国家反诈中心App的成年人 ÷ 问过的户里的成年人' },
  { key: 'verified', heading: '国家反诈中心App 实名', name: '实名', title: '在国家反诈中心App里实名认证的成年人 ÷ 问过的户里的成年人' },
  { key: 'warned', heading: '国家反诈中心App 预警', name: '预警', title: '打开了App预警的成年人 ÷ 问过的户里的成年人' },
  { key: 'calls_back', heading: '商户、企业 转账前先打电话核实', name: '转账核实', title: '讲了“转账前先打电话核实”的商户和企业 ÷ 记了讲没讲的商户和企业' },
]

/** 62.1%–71.1%: cut below and raised above, so that it never looks surer than it is. */
export function intervalWords({ low, high }: Share): string {
  if (low === null || high === null) return ''
  return `${formatRate(low)}–${(Math.ceil(high * 1000 - 1e-6) / 10).toFixed(1)}%`
}

const UNITS: Record<ShareKey, string> = { knows: '题', installed: '人', verified: '人', warned: '人', calls_back: '' }

/** 120 户 360 题, 80 户 190 人, and 12 户 where a home gives one answer; nobody is nobody. */
export function askedWords(key: ShareKey, { homes, whole }: Share): string {
  if (!homes) return '没有问过'
  const asked = `${formatCount(homes)} 户`
  return UNITS[key] ? `${asked} ${formatCount(whole)} ${UNITS[key]}` : asked
}

/** How many posters were put up; where nobody said, that is not none. */
export const postersWords = ({ put_up: count, homes }: Posters): string => (homes ? `${formatCount(count)} 张` : '—')
export const postersAt = ({ homes }: Posters): string => (homes ? `${formatCount(homes)} 户` : '没有记过')

/** In the order of a share, the lowest first; where nobody was asked comes last. */
export function sortLanded(lines: readonly LandedLine[], key: ShareKey): LandedLine[] {
  const rate = (line: LandedLine) => line[key].rate ?? Infinity
  return [...lines].sort((a, b) => (rate(a) < rate(b) ? -1 : rate(a) > rate(b) ? 1 : a.code.localeCompare(b.code)))
}

/** Whether anybody at all was asked anything. */
export const isAsked = (landed: Landed) => landed.posters.homes > 0 || SHARES.some(({ key }) => landed[key].homes > 0)
