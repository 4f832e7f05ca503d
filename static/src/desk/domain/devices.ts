// What the office reads off a phone: what has not been received, how well it keeps things, and what it may have lost.
import { dayOf, formatCount, formatDay, formatMoment } from '@shared/words'
import type { Device, EnrolmentState } from './records'

const DAY_MS = 86_400_000
/** Up to five minutes a phone's clock is as good as anybody's. */
const RIGHT_S = 300
const UNITS: readonly [seconds: number, word: string][] = [[31_536_000, '年'], [86_400, '天'], [3600, '小时'], [60, '分钟']]

/** What a whole list comes to: the same sums as the emptied stores above it and the rows below. */
export function summaryOf(devices: readonly Device[], total: number): string {
  const said = [lostSummary(losses(devices)), behindSummary(devices)].filter(Boolean).join('；')
  if (!said) return `共 ${formatCount(total)} 部手机，它们说过的走访都已收到`
  const shown = mayHaveMore(devices, total) ? `已显示的 ${formatCount(devices.length)} 部中，` : ''
  return `共 ${formatCount(total)} 部手机；${shown}${said}`
}

/** Emptied stores come first and then those that are behind, so only a list that ends with one can have more. */
function mayHaveMore(devices: readonly Device[], total: number): boolean {
  const last = devices.at(-1)
  return devices.length < total && last !== undefined && (last.lost_at !== null || last.missing > 0)
}

function lostSummary(lost: readonly Device[]): string {
  if (!lost.length) return ''
  const unknown = lost.filter((device) => device.lost_up_to === null).length
  const many = unknown < lost.length ? `，最多 ${formatCount(sumOf(lost.map((device) => device.lost_up_to ?? 0)))} 条没有收到` : ''
  const also = unknown ? `，${many ? `另有 ${formatCount(unknown)} 部` : ''}条数不明` : ''
  return `${formatCount(lost.length)} 部存储被清空${many}${also}`
}

function behindSummary(devices: readonly Device[]): string {
  const missing = devices.filter((device) => device.lost_at === null && device.missing > 0).map((device) => device.missing)
  return missing.length ? `${formatCount(missing.length)} 部还有 ${formatCount(sumOf(missing))} 条没有收到` : ''
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** How many have not come: of an emptied store as many as it may have held, null where nobody knows. */
export function outstanding(device: Device): number | null {
  return device.lost_at === null ? device.missing : device.lost_up_to
}

export function outstandingSince(device: Device): string | null {
  if (outstanding(device) === 0) return null
  return device.lost_at === null ? device.missing_since : device.lost_since
}

/** What its last word makes certain of an emptied store of which nobody knows how much it held. */
export function unknownWords(device: Pick<Device, 'missing'>): string {
  return device.missing ? `条数不明，至少 ${formatCount(device.missing)} 条` : '条数不明'
}

/** Stores that were emptied, unless all they held had come. */
export function losses(devices: readonly Device[]): Device[] {
  return devices.filter((device) => device.lost_at !== null && device.lost_up_to !== 0)
}

export function lossWords(device: Pick<Device, 'lost_since' | 'lost_up_to' | 'missing'>): string {
  const since = device.lost_since ? `自 ${formatMoment(device.lost_since)} 起` : ''
  const many = device.lost_up_to === null ? `记录的走访可能丢失，${unknownWords(device)}` : `最多 ${formatCount(device.lost_up_to)} 条走访可能丢失`
  return `存储被清空：${since}${many}`
}

/** People with more than one row: their names alone do not tell the rows apart. */
export function withSeveral(devices: readonly Device[]): Set<string> {
  const seen = new Set<string>()
  return new Set(devices.map((device) => device.worker_id).filter((worker) => seen.has(worker) || !seen.add(worker)))
}

/** 编号 …1a2b: the tail, since ids that were made close together begin alike. */
export function numberWords(device: Pick<Device, 'id'>): string {
  return `编号 …${device.id.slice(-4)}`
}

/** What tells one phone of a person from the other. */
export function markWords(device: Pick<Device, 'id' | 'first_seen_at'>): string {
  return `首次使用 ${formatDay(dayOf(device.first_seen_at))} · ${numberWords(device)}`
}

export function storageWords(device: Pick<Device, 'lost_at' | 'lost_up_to' | 'persisted'>): string {
  if (device.lost_at !== null) return device.lost_up_to === 0 ? '已被清空，记录都已收到' : '已被清空'
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

/** Whether the office may end it: it is in use, as far as anybody knows. */
export function mayEnd(device: Pick<Device, 'ended_at' | 'replaced' | 'lost_at'>): boolean {
  return device.ended_at === null && !device.replaced && device.lost_at === null
}

/** What ending it does, each in a sentence. One without a key is known by nothing that it could not deny. */
export function endingWords(device: Pick<Device, 'enrolled_at' | 'worker_name'>): string[] {
  if (device.enrolled_at === null) {
    return [
      `这部手机没有绑定，认不出是哪一部：${device.worker_name}在没绑定的手机上的登录会全部结束，不能再下载住户资料。`,
      '没上传的走访留在手机上，本人重新登录后照常上传。',
      '不再登录的手机，七天没有联系会自己清除住户资料。',
      '知道密码的人还能再登录：怕密码也泄露的，请县级管理员在“账号”里重设密码。',
    ]
  }
  return [
    '它的登录立即结束，不能再下载住户资料。',
    '它下次联网时，先把没上传的走访交给服务器（进“待核对”），再清除住户资料和密钥。',
    '找不回来、一直不联网的手机，七天没有联系会自己清除住户资料。',
    '本人换手机或找回后，可以用新的绑定码再绑定。',
    '本县没有要求手机都绑定时，知道密码的人还能在别处登录：怕密码也泄露的，请县级管理员在“账号”里重设密码。',
  ]
}

/** What was done, once it is. */
export function endedWords(device: Pick<Device, 'enrolled_at'>, ended: number): string {
  if (device.enrolled_at !== null) return '已停用，这部手机下次联网时清除'
  return ended ? `已结束没绑定的手机上的 ${formatCount(ended)} 处登录` : '没绑定的手机现在都没有登录'
}

/** By which phone a code was used. */
export function usedWords({ device_id, browser }: Pick<EnrolmentState, 'device_id' | 'browser'>): string {
  return [browser, device_id && numberWords({ id: device_id })].filter(Boolean).join('，')
}

/** 未绑定 · 已绑定 · 待清除 · 已清除, with the day. */
export function enrolmentWords({ enrolled_at, ended_at, wiped_at }: Pick<Device, 'enrolled_at' | 'ended_at' | 'wiped_at'>): string {
  if (wiped_at !== null) return `已清除 ${formatMoment(wiped_at)}`
  if (ended_at !== null) return `待清除，${formatMoment(ended_at)} 停用`
  return enrolled_at === null ? '未绑定' : `已绑定 ${formatDay(dayOf(enrolled_at))}`
}

/** ABCDE FGHJK: how a code is read out. */
export function inFives(code: string): string {
  return code.replace(/(.{5})(?=.)/g, '$1 ')
}
