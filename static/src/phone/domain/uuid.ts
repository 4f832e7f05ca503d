// Ids made on the phone, with nothing newer than getRandomValues (Chrome 87 has no randomUUID).
import { toHex } from '@shared/hash'

function spell(bytes: Uint8Array): string {
  const hex = toHex(bytes)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function stamped(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return spell(bytes)
}

/** A random id (version 4). */
export function randomId(): string {
  return stamped(crypto.getRandomValues(new Uint8Array(16)), 4)
}

/** An id that begins with the time (version 7); opaque to everybody, the time in it is never trusted. */
export function mintEventId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let place = 0; place < 6; place += 1) {
    bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) % 256
  }
  return stamped(bytes, 7)
}
