// The state of the outbox in one word, the same on every page, and never rosier than the truth.
import { formatCount } from '@shared/words'
import type { Entry } from './records'
import { isOverruled, isWithOffice } from './states'
import type { Decision } from './wire'

export type SyncPhase = 'idle' | 'running' | 'offline' | 'signed_out' | 'failed' | 'store_lost' | 'ended'

export interface Badge {
  tone: 'done' | 'waiting' | 'offline' | 'attention'
  text: string
}

/** What is not done yet: events without a verdict (also those set aside), pictures the server has not got, events the worker must look at. */
export interface Open {
  waiting: number
  images: number
  attention: number
  /** Set aside for the office, and not read yet by the worker. */
  reviewing: number
  /** A store was wiped, and the worker has not read of it yet. */
  lost?: boolean
}

function waitingWords({ waiting, images }: Open): string {
  return waiting > 0 ? `${waiting} 条待上传` : `${images} 张图片待上传`
}

// Before the phone's store has answered nobody knows what waits.
const LOOKING = '正在查看'

/** What the badge says. Trouble comes first, then what still waits, then the network. */
export function badgeOf(open: Open | undefined, phase: SyncPhase): Badge {
  if (phase === 'signed_out') return { tone: 'attention', text: '请重新登录' }
  if (phase === 'store_lost') return { tone: 'attention', text: '请重新打开' }
  if (phase === 'ended') return { tone: 'attention', text: '已停用' }
  if (!open) return { tone: 'offline', text: LOOKING }
  if (open.attention > 0) return { tone: 'attention', text: `${open.attention} 条需要处理` }
  if (open.waiting + open.images > 0) {
    return { tone: 'waiting', text: `${phase === 'offline' ? '离线 · ' : ''}${waitingWords(open)}` }
  }
  if (open.lost) return { tone: 'attention', text: '可能有丢失' }
  if (open.reviewing > 0) return { tone: 'waiting', text: `${open.reviewing} 条待派出所核对` }
  if (phase === 'offline') return { tone: 'offline', text: '离线' }
  return { tone: 'done', text: '全部已上传' }
}

/** The heading over the records; without a session, or after a loss, nobody knows that all was uploaded. */
export function headlineOf(open: Open | undefined, phase: SyncPhase): string {
  if (!open) return LOOKING
  const { waiting, images, attention, reviewing, lost } = open
  if (waiting > 0) return `${formatCount(waiting)} 条待上传`
  if (images > 0) return `${formatCount(images)} 张图片待上传`
  if (phase === 'signed_out') return '请重新登录，才能核对是否都已上传'
  if (phase === 'store_lost') return '请重新打开，才能核对是否都已上传'
  if (lost) return '可能有走访丢失，请看上面的提示'
  if (attention > 0) return '都已上传，有记录需要处理'
  return reviewing > 0 ? `都已上传，${formatCount(reviewing)} 条待派出所核对` : '全部已上传'
}

const STATE_WORDS: Record<Entry['state'], string> = {
  waiting: '仅在本机',
  received: '已收到',
  backed_up: '已备份',
  attention: '需要处理',
}

const bare = (sentence: string | null) => (sentence ?? '').trim().replace(/[。.]+$/, '')

function decisionWords({ status, reason, by_name }: Decision): string {
  const why = bare(reason)
  if (status === 'refused') return `未采纳：${why || '没有写明原因，请问督导'}`
  return `已被${by_name ?? '办公端'}撤回${why ? `：${why}` : ''}，请重走`
}

/** Why an entry needs attention; the office's word first, then the server's own sentence. */
export function attentionWords(entry: Entry): string {
  if (entry.decision && isOverruled(entry)) return decisionWords(entry.decision)
  if (entry.message) return bare(entry.message)
  if (entry.verdict === 'needs_review') return '此户不在您的网格内，核实后才计入'
  if (entry.verdict === 'conflict') return '同一编号已有另一份内容，已另存'
  return '内容未通过检查，已另存在服务器上'
}

function attentionLine(entry: Entry): string {
  if (isOverruled(entry)) return attentionWords(entry)
  return `${isWithOffice(entry) ? '待派出所核对' : STATE_WORDS.attention}：${attentionWords(entry)}`
}

/** The three honest states, and the fourth that asks for a human; with the office's word where it has spoken. */
export function stateLine(entry: Entry): string {
  if (entry.taken_back) return '您已撤回，不计入'
  if (entry.state === 'attention') return attentionLine(entry)
  const words = STATE_WORDS[entry.state]
  if (entry.state === 'waiting' || entry.decision?.status !== 'accepted') return words
  const { by_name } = entry.decision
  return `${words} · 派出所已接受${by_name ? `（${by_name}）` : ''}`
}

/** What the worker answers when an entry asked for attention. */
export function readWords(entry: Entry): string {
  if (isWithOffice(entry)) return '知道了'
  return entry.decision?.status === 'withdrawn' ? '知道了，我会重走' : '知道了，我会联系督导'
}

/** A store that the browser wiped: whether the office has heard of it, and what to do. */
export function lossWords({ told }: { told: boolean }): string {
  const office = told ? '已告知派出所' : '联网后会告知派出所'
  const todo = '请对照当天走过的户，漏的重走；有导出文件的，用“带入导出文件”带入。'
  return `本机存储曾被浏览器清空，之前没上传的走访可能丢失，${office}。${todo}`
}

/** Another account's records on a shared phone, or the pictures that are left of them; only their owner can send them. */
export function othersWords({ name, count, images }: { name: string | null; count: number; images: number }): string {
  const whose = name ? ` ${name} 的` : '另一个账号的'
  const what = count > 0 ? `${formatCount(count)} 条` : `${formatCount(images)} 张签名或照片`
  return `本机还有${whose} ${what}没有上传，请用该账号登录上传`
}

/** What became of a phone that the office has ended; `kept` could not be handed in. */
export function wipedWords(kept: number): string {
  if (kept === 0) return '没上传的记录已交给服务器，本机的住户资料和密钥都已清除。'
  return `本机的住户资料已清除。还有 ${formatCount(kept)} 条记录交不出去（现在打不开，或本县没有设置导出密钥），仍留在本机，请把手机交给办公端。`
}
