// How long this phone has heard nothing of the server, by clocks that nobody trusts.

const DAY_MS = 86_400_000
/** After so long without contact the doors go. */
export const MOST_SILENCE_MS = 7 * DAY_MS
// Further than this no phone sleeps: somebody, or the network, has set its clock.
const LEAP_MS = 60 * DAY_MS

/** What both clocks say; the stopwatch counts within one boot only, and may stand still while the phone sleeps. */
export interface Reading {
  wall: number
  mono: number
  boot_id: string
}

/** How long it was silent when that was last looked at. */
export interface Silence extends Reading {
  silent_ms: number
}

/** Just heard of the server. */
export function heardNow(now: Reading): Silence {
  return { ...now, silent_ms: 0 }
}

/**
 * Longer by whichever clock shows more since the last look: turning the clock back does not help. A leap that is no sleep
 * leaves a day to find a signal in: a clock set right in the field takes no doors away, and one set wrong keeps none for ever.
 */
export function grown(before: Silence, now: Reading): Silence {
  const mono = before.boot_id === now.boot_id ? now.mono - before.mono : 0
  const step = Math.max(0, mono, now.wall - before.wall)
  const silent_ms = step > LEAP_MS ? Math.max(before.silent_ms, MOST_SILENCE_MS - DAY_MS) : before.silent_ms + step
  return { ...now, silent_ms }
}

/** Whether the doors have to go. */
export function isTooLong({ silent_ms }: Silence): boolean {
  return silent_ms >= MOST_SILENCE_MS
}
