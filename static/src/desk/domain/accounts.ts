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

const byNumber = new Intl.Collator('zh-CN', { numeric: true }).compare

/** Accounts by user name as people count: worker2 before worker10. */
export const inOrder = <One extends Pick<Account, 'username'>>(accounts: readonly One[]): One[] =>
  [...accounts].sort((a, b) => byNumber(a.username, b.username))

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

/** 绑定手机 2 部, in a line of facts. */
export function phonesWords({ phones }: Pick<Account, 'phones'>): string {
  return `绑定手机 ${formatCount(phones)} 部`
}

/** What closing an account does, before it is done. */
export function closingWords({ phones }: Pick<Account, 'phones'>): string {
  if (!phones) return '停用后所有登录立即结束，也不能再登录。手机上没上传的走访不会删除，启用后登录照常上传。'
  return `停用后所有登录立即结束，也不能再登录。绑定的 ${formatCount(phones)} 部手机一起停用：下次联网时先交出没上传的走访（进“待核对”），再清除住户资料。`
    + '以后启用账号，手机要用新的绑定码再绑定。'
}

/** What was done, once it is. */
export function changedWords({ phones }: Pick<Account, 'phones'>, active: boolean): string {
  if (active) return '已启用，可以登录了；停用前绑定的手机须再绑定'
  return phones ? `已停用，所有登录已结束，${formatCount(phones)} 部手机也已停用` : '已停用，所有登录已结束'
}

/** What the owner of a new password is to be told with it. */
export function handOverWords(role: Role): string {
  const then = role === 'worker' ? '请本人在手机端登录。' : '请本人登录办公端后，在“我的登录”里改成自己的密码。'
  return `密码只显示这一次，请当面交给本人，不要用微信发送。${then}`
}
