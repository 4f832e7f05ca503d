// The six digits that open the register: what they unlock, and how long one waits after errors.
import { keyFrom, newRawKey, openBytes, sealBytes } from './sealing'

export const PIN_DIGITS = 6
/** So many errors, and the doors are gone from this phone; what was recorded is not. */
export const MOST_WRONG = 10
// OWASP's number for PBKDF2 with SHA-256: 0.1 s on a desk, a second or two on a cheap phone.
const ROUNDS = 600_000
const FREE_ERRORS = 4
const FIRST_WAIT_MS = 30_000
const ABOUT = 'lock'

/** What is kept of a PIN: the key that it unlocks, sealed under it and once more under this phone's own key. */
export interface Locked {
  salt: ArrayBuffer
  rounds: number
  sealed: ArrayBuffer
}

async function pinKey(pin: string, salt: BufferSource, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  return keyFrom(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256))
}

/** Lock a key's bytes under a PIN. Without this phone's own key nobody can even begin to guess. */
export async function lockUnder(pin: string, raw: BufferSource, own: CryptoKey): Promise<Locked> {
  const salt = newRawKey()
  const inner = await sealBytes(await pinKey(pin, salt, ROUNDS), raw, ABOUT)
  return { salt: salt.buffer, rounds: ROUNDS, sealed: await sealBytes(own, inner, ABOUT) }
}

/** The key's bytes; null for a wrong PIN. */
export async function unlockWith(pin: string, { salt, rounds, sealed }: Locked, own: CryptoKey): Promise<ArrayBuffer | null> {
  const inner = await openBytes(own, sealed, ABOUT)
  const key = await pinKey(pin, salt, rounds)
  return openBytes(key, inner, ABOUT).catch(() => null)
}

/** How long to wait after so many errors: 30 seconds from the fifth on, and twice as long each time. */
export function waitMs(wrong: number): number {
  return wrong <= FREE_ERRORS ? 0 : FIRST_WAIT_MS * 2 ** (wrong - FREE_ERRORS - 1)
}

/** What is left of the wait; a clock that was set back does not lengthen it. */
export function leftOfWait(wrong: number, until: number, now: number): number {
  return Math.max(0, Math.min(until - now, waitMs(wrong)))
}

/** Why a new PIN will not do; null when it does. */
export function whyNotPin(pin: string): string | null {
  if (!/^\d{6}$/.test(pin)) return 'PIN 是 6 位数字。'
  const steps = new Set([...pin].slice(1).map((digit, place) => Number(digit) - Number(pin[place])))
  const [step] = steps
  if (steps.size === 1 && [-1, 0, 1].includes(step ?? 0)) return '太容易猜到，请不要用重复或连续的数字。'
  return null
}
