// What the office reads off a phone: what has not been received, how well it keeps things, and what it may have lost.
import { formatCount, formatMoment } from '@shared/words'
import type { Device } from './records'

const DAY_MS = 86_400_000
/** Up to five minutes a phone's clock is as good as anybody's. */
const RIGHT_S = 300
const UNITS: readonly [seconds: number, word: string][] = [[31_536_000, '年'], [86_400, '天'], [3600, '小时'], [60, '分钟']]

/** What a whole list comes to, but for emptied stores: those have a place of their own. */
export function summaryOf(devices: readonly Device[], total: number): string {
  const behind = devices.filter((device) => device.lost_at === null && device.missing > 0)
  const visits = behind.reduce((sum, device) => sum + device.missing, 0)
  if (visits === 0) return `共 ${formatCount(total)} 部手机，它们说过的走访都已收到`
  // Those that are behind come first, so only a list that ends with one can have more of them.
  const shown = devices.length < total && devices.at(-1) === behind.at(-1) ? '已显示的 ' : ''
  return `共 ${formatCount(total)} 部手机，${shown}${formatCount(behind.length)} 部还有 ${formatCount(visits)} 条走访没有收到`
}

/** How many have not come: of an emptied store as many as it may have held, null where nobody knows. */
export function outstanding(device: Device): number | null {
  if (device.lost_at === null) return device.missing
  return device.lost_up_to ?? (device.missing || null)
}

export function outstandingSince(device: Device): string | null {
  if (outstanding(device) === 0) return null
  return device.lost_at === null ? device.missing_since : device.lost_since
}

/** Stores that were emptied, unless all they held had come. */
export function losses(devices: readonly Device[]): Device[] {
  return devices.filter((device) => device.lost_at !== null && device.lost_up_to !== 0)
}

export function lossWords(device: Pick<Device, 'lost_since' | 'lost_up_to'>): string {
  const since = device.lost_since ? `自 ${formatMoment(device.lost_since)} 起` : ''
  const many = device.lost_up_to === null ? '记录的走访可能丢失，条数不明' : `最多 ${formatCount(device.lost_up_to)} 条走访可能丢失`
  return `存储被清空：${since}${many}`
}

export function storageWords(device: Pick<Device, 'lost_at' | 'persisted'>): string {
  if (device.lost_at !== null) return '已被清空'
  if (device.persisted === null) return '未知'
  return device.persisted ? '已长期保存' : '未保证'
}

/** Whole days without a word from it; under a day there is nothing to say. */
export function daysUnseen(device: Pick<Device, 'last_seen_at'>, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(device.last_seen_at)) / DAY_MS))
}

export function isClockOff(device: Pick<Device, 'clock_skew_s'>): boolean {
  return Math.abs(device.clock_skew_s ?? 0) > RIGHT_S
}

/** 准, or 快 3 小时 or 慢 12 分钟. */
export function clockWords(device: Pick<Device, 'clock_skew_s'>): string {
  const { clock_skew_s: skew } = device
  if (skew === null) return '未知'
  if (!isClockOff(device)) return '准'
  const off = Math.abs(skew)
  const [seconds, word] = UNITS.find(([least]) => off >= least) ?? [60, '分钟']
  return `${skew > 0 ? '快' : '慢'} ${formatCount(Math.round(off / seconds))} ${word}`
}
