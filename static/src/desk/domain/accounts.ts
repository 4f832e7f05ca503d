// Accounts as the administrator reads them.
import { formatCount, formatRecently } from '@shared/words'
import type { Account, Level, OpenSession, Role } from './records'

/** The parts that can be given for a place: each answers for one level. */
const PARTS: Record<Level, readonly Role[]> = {
  county: ['supervisor', 'admin'],
  town: ['station', 'worker'],
  village: ['worker', 'village'],
  grid: [],
}

export function partsFor(level: Level): readonly Role[] {
  return PARTS[level]
}

export const SECOND_STEPS: Record<Account['second_step'], string> = { set: '已绑定', missing: '未绑定', not_needed: '不需要' }

/** 手机端 · 微信 · Android. */
export function sessionName(session: Pick<OpenSession, 'app' | 'browser'>): string {
  return `${session.app === 'phone' ? '手机端' : '办公端'} · ${session.browser}`
}

/** When somebody signed in last, or that they never did. */
export function lastSignIn(account: Pick<Account, 'last_sign_in_at'>): string {
  return account.last_sign_in_at ? formatRecently(account.last_sign_in_at) : '从未登录'
}

/** 最近登录 今天 14:05, in a line of facts. */
export function lastSignInWords(account: Pick<Account, 'last_sign_in_at'>): string {
  return account.last_sign_in_at ? `最近登录 ${lastSignIn(account)}` : lastSignIn(account)
}

export function sessionsWords(count: number): string {
  return count ? `${formatCount(count)} 处` : '—'
}

/** What the owner of a new password is to be told with it. */
export function handOverWords(role: Role): string {
  const then = role === 'worker' ? '请本人在手机端登录。' : '请本人登录办公端后，在“我的登录”里改成自己的密码。'
  return `密码只显示这一次，请当面交给本人，不要用微信发送。${then}`
}
