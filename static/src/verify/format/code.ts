// The QR code of a slip: what it says, and whether its seal is the county's.
import { bytesToHex } from '@noble/hashes/utils.js'
import { Unreadable, fromBase32, join, must, numberOf, toBase32 } from './bytes'
import { type KeyList, type Sealed, judgeBegin, judgeSeal } from './keys'

export const SLIP_SEAL = 'qiaomen-slip-1\0'
const SIZE = 136
/** How many letters a code has. */
export const LETTERS = Math.ceil((SIZE * 8) / 5)
const LONGEST = 2000

export interface Code {
  payload: string
  village: string
  seq: number
  sealed_ms: number
  leaf: string
  key: string
  seal: string
  /** What the seal signs, without the words before it. */
  signed: Uint8Array
}

/** What somebody scanned, typed or pasted, without the address before it and the blanks within. */
export function lettersOf(text: string): string {
  const compact = text.slice(0, LONGEST).replace(/\s/g, '').replace(/[?#].*$/, '')
  return compact.slice(compact.lastIndexOf('/') + 1).toUpperCase()
}

/** What a code says; null for what is none, or was cut short. */
export function readCode(text: string): Code | null {
  try {
    const payload = lettersOf(text)
    const raw = fromBase32(payload, SIZE)
    must(raw[0] === 1)
    return {
      payload,
      village: String(numberOf(raw.subarray(17, 22))).padStart(12, '0'),
      seq: numberOf(raw.subarray(22, 26)),
      sealed_ms: numberOf(raw.subarray(26, 32)),
      leaf: bytesToHex(raw.subarray(32, 64)),
      key: bytesToHex(raw.subarray(64, 72)),
      seal: bytesToHex(raw.subarray(72)),
      signed: raw.subarray(1, 64),
    }
  } catch (failure) {
    if (failure instanceof Unreadable) return null
    throw failure
  }
}

/** Whether a key of the county sealed what the code says. */
export function judgeCode(code: Code, keys: KeyList): Sealed {
  const seal = Uint8Array.from(code.seal.match(/../g) ?? [], (pair) => parseInt(pair, 16))
  const claim = { key: code.key, at_ms: code.sealed_ms }
  return judgeBegin(keys, claim, judgeSeal(keys, claim, seal, SLIP_SEAL, code.signed))
}

/** The letters of the code with this seal. */
export const codeOf = (signed: Uint8Array, key: Uint8Array, seal: Uint8Array) => toBase32(join(Uint8Array.of(1), signed, key, seal))
