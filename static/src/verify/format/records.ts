// The sealed record and the day's root: their text in its one form, their digests, and the way from a record up to a root.
import canonicalize from 'canonicalize'
import { bigEndian, digest, fromHex, join, must, utf8 } from './bytes'
import { SLIP_SEAL, codeOf } from './code'
import { type KeyList, type Sealed, judgeBegin, judgeSeal } from './keys'

export interface Statement {
  id: string
  outcome: string
  way: string
  relation: string
  fields: Record<string, string | null>
  signature: { png_sha256: string; strokes_sha256: string; points: number; ms: number } | null
  proof: string | null
  device: { id: string; build: string; key: string | null }
}

export interface SlipRecord {
  village: string
  seq: number
  statement: Statement
  device_sig: string
  device_sig_good: 'yes' | 'no' | 'none'
  template: { version: number; sha256: string }
  completed_at: string
  repaired: 'yes' | 'no'
  interval: { earliest: string | null; best: string | null; latest: string }
  sealed_ms: number
  key: string
}

export interface Root {
  day: string
  number: number
  leaves: number
  merkle: string
  key: string
}

/** A sealed text as what it says; throws Unreadable unless it is in the one form that RFC 8785 allows. */
function parsed(text: unknown, type: 'slip' | 'root'): unknown {
  must(typeof text === 'string')
  let value: Record<string, unknown>
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    value = {}
  }
  must(value && canonical(value) === text && value.v === 1 && value.type === type && value.alg === 'Ed25519')
  return value
}

export function canonical(value: unknown): string {
  const text = canonicalize(value)
  must(text !== undefined)
  return text
}

export const parseRecord = (text: unknown) => parsed(text, 'slip') as SlipRecord

export const leafOf = (text: string) => digest('\0', text)

// What the seal of a record signs, without the words before it.
function signedOf(text: string, record: SlipRecord): Uint8Array {
  const id = fromHex(record.statement.id.replace(/-/g, ''), 16)
  const numbers = [bigEndian(Number(record.village), 5), bigEndian(record.seq, 4), bigEndian(record.sealed_ms, 6)]
  return join(id, ...numbers, leafOf(text))
}

export function judgeRecord(text: string, seal: unknown, keys: KeyList): Sealed {
  const record = parseRecord(text)
  const claim = { key: record.key, at_ms: record.sealed_ms }
  return judgeBegin(keys, claim, judgeSeal(keys, claim, fromHex(seal, 64), SLIP_SEAL, signedOf(text, record)))
}

/** The letters of the code that is printed with a record. */
export const printedCode = (text: string, record: SlipRecord, seal: string) =>
  codeOf(signedOf(text, record), fromHex(record.key, 8), fromHex(seal, 64))

export const parseRoot = (text: unknown) => parsed(text, 'root') as Root

// The slips of one file share the roots of a few days, and to look at one anew is as dear as a slip.
const judged = new WeakMap<KeyList, Map<string, Sealed>>()

export function judgeRoot(text: string, seal: unknown, keys: KeyList): Sealed {
  const [known, name] = [judged.get(keys) ?? new Map<string, Sealed>(), JSON.stringify([seal, text])]
  const found = known.get(name) ?? judgeRootAnew(text, seal, keys)
  judged.set(keys, known.set(name, found))
  return found
}

function judgeRootAnew(text: string, seal: unknown, keys: KeyList): Sealed {
  const { key, day } = parseRoot(text)
  // Whoever closes a day may have begun after it; but the next key seals into no day that is closed.
  const at_ms = Date.parse(`${day}T23:59:59.999+08:00`)
  return judgeSeal(keys, { key, at_ms }, fromHex(seal, 64), 'qiaomen-root-1\0', digest(utf8(text)))
}

/** The head of the tree that this leaf is at this place of, by the hashes beside its way up (RFC 6962). */
export function climb(leaf: Uint8Array, index: number, size: number, hashes: Uint8Array[]): Uint8Array {
  must(Number.isSafeInteger(index) && index >= 0 && index < size)
  if (size === 1) {
    must(hashes.length === 0)
    return leaf
  }
  let half = 1
  while (half * 2 < size) half *= 2
  const beside = hashes[hashes.length - 1]
  must(beside)
  const below = hashes.slice(0, -1)
  if (index < half) return digest('\x01', climb(leaf, index, half, below), beside)
  return digest('\x01', beside, climb(leaf, index - half, size - half, below))
}

