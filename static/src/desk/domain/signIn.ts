// The steps of signing in: what is asked next, and how long one has to wait.

export type Step = 'password' | 'code'

interface Refused { code: string, details: unknown }

/** What the page asks for after a refusal: the code once the password was right, else what it asked before. */
export function nextStep(refused: Refused, before: Step): Step {
  if (refused.code === 'code_needed') return 'code'
  return refused.code === 'sign_in_failed' ? 'password' : before
}

const REFUSED = new Map(Object.entries({
  no_provider: '这里没有设置统一认证，请用用户名和密码登录。',
  provider_away: '统一认证现在连不上，请稍后再试，或用用户名和密码登录。',
  provider_refused: '统一认证没有通过，请重新登录。',
  provider_unknown_account: '统一认证认出了你，但这里没有你的办公账号，请县级管理员建立。',
  demo_only_here: '演示账号的密码是公开的，只能在运行演示的这台电脑上用 127.0.0.1 打开。',
}))

/** Why the county's own sign-in let nobody in, from the code in the address: words of ours, and never what stands there. */
export function refusedWords(code: unknown): string {
  if (typeof code !== 'string' || !code) return ''
  return REFUSED.get(code) ?? '统一认证没有成功，请重试，或用用户名和密码登录。'
}

/** How many seconds the server wants us to wait; 0 when it wants nothing of the kind. */
export function waitOf({ details }: Refused): number {
  const said = (details as { retry_after_s?: unknown } | null | undefined)?.retry_after_s
  return typeof said === 'number' && said > 0 ? said : 0
}

/** 还要等 45 秒, 还要等 3 分 05 秒. */
export function waitWords(seconds: number): string {
  if (seconds < 60) return `还要等 ${seconds} 秒`
  return `还要等 ${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, '0')} 秒`
}

/** Four letters at a time, as they are read aloud and typed. */
export function inFours(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The file in which somebody keeps their recovery codes. */
export function recoveryFile(username: string, codes: readonly string[]): string {
  return [`敲门 · ${username} 的恢复码`, '验证器不在身边时，登录时用一个代替 6 位数字；每个只能用一次。', '', ...codes, ''].join('\r\n')
}
