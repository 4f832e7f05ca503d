// Where an exclusion stands on a day: approved does not mean in force.
import type { WitnessRole } from '@shared/words'
import type { Exclusion, Reason } from './records'

export type Standing = 'requested' | 'refused' | 'withdrawn' | 'approved' | 'ended' | 'expired'

type Dated = Pick<Exclusion, 'state' | 'expires_on' | 'until_on'>

/** An approved exclusion counts up to its end or its expiry, whichever comes first. */
export function standingOf(exclusion: Dated, today: string): Standing {
  if (exclusion.state !== 'approved') return exclusion.state
  if (exclusion.expires_on < today) return 'expired'
  return exclusion.until_on !== null && exclusion.until_on <= today ? 'ended' : 'approved'
}

/** The exclusion that still waits or still counts, if there is one: a second would only confuse. */
export function openExclusion<T extends Dated>(exclusions: readonly T[], today: string): T | undefined {
  return exclusions.find((one) => ['requested', 'approved'].includes(standingOf(one, today)))
}

/** What somebody fills in to ask for one. */
export interface AskedExclusion {
  reason: Reason
  words: string
  witness: string
  witness_role: WitnessRole | null
  returns_on: string | null
  photos: ArrayBuffer[]
  expires_on: string
}

type Named = Pick<Exclusion, 'householder' | 'village_name' | 'address'>

/** Whether an exclusion is about what was typed: part of a name or of an address. */
export function isAbout(exclusion: Named, words: string): boolean {
  const { householder, village_name, address } = exclusion
  return words === '' || [householder, `${village_name}${address}`].some((text) => text.includes(words))
}

/** How many were passed over for each reason, in the order they came. */
export function skippedWords(skipped: readonly { code: string, message: string }[]): string[] {
  const counts = new Map<string, { message: string, times: number }>()
  for (const { code, message } of skipped) counts.set(code, { message, times: (counts.get(code)?.times ?? 0) + 1 })
  return [...counts.values()].map(({ message, times }) => `略过 ${times} 条：${message}`)
}

/** Whether this person may decide on it at all: nobody does on their own. */
export function mayDecideOn(exclusion: Pick<Exclusion, 'state' | 'requested_by'>, me: string): boolean {
  return exclusion.state === 'requested' && exclusion.requested_by !== me
}
