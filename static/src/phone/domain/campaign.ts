// Which campaign is walked now, and how long is left.
import type { Campaign } from './records'

/** The newest campaign is the current one. */
export function currentCampaign(campaigns: readonly Campaign[]): Campaign | null {
  return [...campaigns].sort((a, b) => (a.starts_on < b.starts_on ? 1 : -1))[0] ?? null
}

/** 还有 39 天 / 今天截止 / 已过截止日 3 天. */
export function timeLeft(deadlineOn: string, today: string): string {
  const days = Math.round((Date.parse(deadlineOn) - Date.parse(today)) / 86_400_000)
  if (days === 0) return '今天截止'
  return days > 0 ? `还有 ${days} 天` : `已过截止日 ${-days} 天`
}
