// The state of the outbox in one word, the same on every page, and never rosier than the truth.
import type { Entry } from './records'
import { isOverruled } from './states'
import type { Decision } from './wire'

export type SyncPhase = 'idle' | 'running' | 'offline' | 'signed_out' | 'failed' | 'store_lost'

export interface Badge {
  tone: 'done' | 'waiting' | 'offline' | 'attention'
  text: string
}

/** What is not done yet: events without a verdict, pictures the server has not got, events a human must look at. */
export interface Open {
  waiting: number
  images: number
  attention: number
}

function waitingWords({ waiting, images }: Open): string {
  return waiting > 0 ? `${waiting} 条待上传` : `${images} 张图片待上传`
}

/** What the badge says. Trouble comes first, then what still waits, then the network. */
export function badgeOf(open: Open, phase: SyncPhase): Badge {
  if (phase === 'signed_out') return { tone: 'attention', text: '请重新登录' }
  if (phase === 'store_lost') return { tone: 'attention', text: '请重新打开' }
  if (open.attention > 0) return { tone: 'attention', text: `${open.attention} 条需要处理` }
  if (open.waiting + open.images > 0) {
    return { tone: 'waiting', text: `${phase === 'offline' ? '离线 · ' : ''}${waitingWords(open)}` }
  }
  if (phase === 'offline') return { tone: 'offline', text: '离线' }
  return { tone: 'done', text: '全部已上传' }
}

const STATE_WORDS: Record<Entry['state'], string> = {
  waiting: '仅在本机',
  received: '已收到',
  backed_up: '已备份',
  attention: '需要处理',
}

/** The three honest states, and the fourth that asks for a human. */
export function stateWords(entry: Entry): string {
  return STATE_WORDS[entry.state]
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
  if (entry.message) return entry.message
  if (entry.verdict === 'needs_review') return '已收到，但此户不在您的网格内，等督导核实后才计入。'
  if (entry.verdict === 'conflict') return '同一编号已有另一份内容，已另存，请联系督导。'
  return '内容未通过检查，已另存在服务器上，请联系督导。'
}

/** A store that the browser wiped: how far it had counted, and whether the office has heard of it. */
export function lossWords({ minted_seq, told }: { minted_seq: number; told: boolean }): string {
  const office = told ? '已告知派出所' : '联网后会告知派出所'
  return `本机存储曾被浏览器清空，之前未上传的记录可能丢失（最多到第 ${minted_seq} 号），${office}`
}
