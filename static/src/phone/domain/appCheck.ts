// The 国家反诈中心 app among the adults of a home: who is registered in it, or warned by it, has it.
import type { AppCheck } from './records'

export const APP_CHECKS = { installed: '已下载', verified: '已实名', warned: '已开预警' } as const
export type AppCheckName = keyof typeof APP_CHECKS

/** So many adults, of whom so many have all of it. */
export const allHave = (adults: number, have: number): AppCheck => ({ adults, installed: have, verified: have, warned: have })

function within({ adults, installed, verified, warned }: AppCheck): AppCheck {
  const have = Math.min(installed, adults)
  return { adults, installed: have, verified: Math.min(verified, have), warned: Math.min(warned, have) }
}

/** With another number of adults: nobody has it more often than there are. */
export const withAdults = (app: AppCheck, adults: number) => within({ ...app, adults })

/** With another number of one of the three: to register in it or to be warned by it, somebody must have it first. */
export function withCheck(app: AppCheck, name: AppCheckName, have: number): AppCheck {
  const changed = { ...app, [name]: have }
  return within(name === 'installed' ? changed : { ...changed, installed: Math.max(app.installed, have) })
}
