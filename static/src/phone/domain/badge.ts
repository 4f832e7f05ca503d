// The state of the outbox in one word, the same on every page, and never rosier than the truth.
import type { Entry } from './records'

export type SyncPhase = 'idle' | 'running' | 'offline' | 'signed_out' | 'failed'

export interface Badge {
  tone: 'done' | 'waiting' | 'offline' | 'attention'
  text: string
}

/** What the badge says. Trouble comes first, then what still waits, then the network. */
export function badgeOf(waiting: number, attention: number, phase: SyncPhase): Badge {
  if (phase === 'signed_out') return { tone: 'attention', text: '请重新登录' }
  if (attention > 0) return { tone: 'attention', text: `${attention} 条需要处理` }
  if (waiting > 0) return { tone: 'waiting', text: phase === 'offline' ? `离线 · ${waiting} 条待上传` : `${waiting} 条待上传` }
  if (phase === 'offline') return { tone: 'offline', text: '离线' }
  return { tone: 'done', text: '全部已上传' }
}

/** How an entry's state is said to the worker. */
export function entryWords(entry: Entry): string {
  if (entry.state === 'waiting') return '仅在本机'
  if (entry.state === 'attention') return '需要处理'
  return `已收到 · 回执号 ${entry.receipt ?? '—'}`
}

function withdrawalWords(entry: Entry): string {
  const who = entry.withdrawn_by_name ?? '办公端'
  const why = (entry.withdrawal_reason ?? '').trim().replace(/[。.]+$/, '')
  return `已被${who}撤回${why ? `：${why}` : ''}，请重走`
}

/** Why an entry needs attention; the server's own sentence when it sent one. */
export function attentionWords(entry: Entry): string {
  if (entry.withdrawn_on) return withdrawalWords(entry)
  if (entry.message) return entry.message
  if (entry.verdict === 'needs_review') return '已收到，但此户不在您的网格内，等督导核实后才计入。'
  if (entry.verdict === 'conflict') return '同一编号已有另一份内容，已另存，请联系督导。'
  return '内容未通过检查，已另存在服务器上，请联系督导。'
}
