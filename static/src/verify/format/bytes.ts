// Bytes as the format spells them: hex, base32 and base64 in the one spelling that is allowed, and SHA-256 of several parts.
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromBase64, toBase64 } from '@shared/hash'

export type Bytes = Uint8Array<ArrayBuffer>

/** What is not in the format's form: nothing that cannot be read holds. */
export class Unreadable extends Error {}

export function must(is_so: unknown): asserts is_so {
  if (!is_so) throw new Unreadable()
}

const part = (one: string | Uint8Array) => (typeof one === 'string' ? utf8(one) : one)

// Half a surrogate pair would be hashed as another letter.
const HALF = /\p{Surrogate}/u

export function utf8(text: string): Uint8Array {
  must(!HALF.test(text))
  return utf8ToBytes(text)
}

export const join = (...parts: (string | Uint8Array)[]) => concatBytes(...parts.map(part))

export const digest = (...parts: (string | Uint8Array)[]) => sha256(join(...parts))

/** Lower-case hex of so many bytes; any other spelling is refused, or one bit of it could be changed unseen. */
export function fromHex(text: unknown, size: number): Uint8Array {
  must(typeof text === 'string' && text.length === 2 * size && /^[0-9a-f]*$/.test(text))
  return hexToBytes(text)
}

/** Base64 in its one spelling. */
export function fromStrictBase64(text: string): Bytes {
  must(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0)
  const bytes = fromBase64(text)
  must(toBase64(bytes) === text)
  return bytes
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding, so many bytes; the bits left over must be none. */
export function fromBase32(text: string, size: number): Uint8Array {
  must(text.length === Math.ceil((size * 8) / 5))
  const bytes = new Uint8Array(size)
  let [held, bits, at] = [0, 0, 0]
  for (const letter of text) {
    const value = LETTERS.indexOf(letter)
    must(value >= 0)
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  must((held & ((1 << bits) - 1)) === 0)
  return bytes
}

/** RFC 4648 without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS.charAt(parseInt(five.padEnd(5, '0'), 2))).join('')
}

/** A whole number as so many bytes, the greatest first. */
export function bigEndian(value: number, size: number): Uint8Array {
  must(Number.isSafeInteger(value) && value >= 0 && value < 256 ** size)
  return Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256)
}

/** The other way round. */
export const numberOf = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum * 256 + byte, 0)
