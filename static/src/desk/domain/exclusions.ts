// Where an exclusion stands on a day: approved does not mean in force.
import type { Exclusion } from './records'

export type Standing = 'requested' | 'refused' | 'approved' | 'ended' | 'expired'

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

type Named = Pick<Exclusion, 'householder' | 'village_name' | 'address'>

/** Whether an exclusion is about what was typed: part of a name or of an address. */
export function isAbout(exclusion: Named, words: string): boolean {
  const { householder, village_name, address } = exclusion
  return words === '' || [householder, `${village_name}${address}`].some((text) => text.includes(words))
}

/** The day half a year on: long enough for a season away, short enough to be looked at again. */
export function usualExpiry(today: string): string {
  const day = new Date(`${today}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 180)
  return day.toISOString().slice(0, 10)
}
