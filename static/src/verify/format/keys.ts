// The county's public seal keys, and whether one of them made a seal.
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { digest, fromHex, join, must } from './bytes'

export interface SealKey {
  id: string
  alg: string
  /** 32 bytes, in hex. */
  public_key: string
  first_used_at: string
  /** The first slip that it sealed; null where it sealed none yet. */
  first_seal_at?: string | null
  /** The last day that it closed; null where it closed none. */
  last_root?: string | null
}

export interface KeyList {
  county: string
  items: SealKey[]
}

/** What became of a seal; a key seals from its first seal until the next key's, and outside that whoever took it may have. */
export type Sealed = 'good' | 'bad' | 'unknown_key' | 'former_key' | 'early_key'

const named = (keys: KeyList, id: string) => keys.items.find((key) => key.id === id && key.alg === 'Ed25519')

/** The raw key of this name. A key is named by its own digest: under a known name nobody can slip in another. */
function rawKey(keys: KeyList, id: string): Uint8Array | null {
  const found = named(keys, id)
  if (!found) return null
  const raw = fromHex(found.public_key, 32)
  return bytesToHex(digest(raw)).startsWith(id) ? raw : null
}

/** What a seal says of itself: by which key, and what moment it speaks of. */
export interface Claim {
  key: string
  at_ms: number
}

/** Whether the key that it names signed this, at a time when that was the county's. */
export function judgeSeal(keys: KeyList, claim: Claim, seal: Uint8Array, ...message: (string | Uint8Array)[]): Sealed {
  const key = rawKey(keys, claim.key)
  if (!key) return 'unknown_key'
  try {
    // Exactly as RFC 8032 has it: no second spelling of a seal is taken.
    return ed25519.verify(seal, join(...message), key, { zip215: false }) ? judgeTime(keys, claim) : 'bad'
  } catch {
    return 'bad'
  }
}

// A key seals from its first slip on; told by that, no clock of a server that went wrong matters.
const begin = (key: SealKey | undefined) => Date.parse(key?.first_seal_at ?? key?.first_used_at ?? '')

// Whatever time cannot be read is none of its own.
function judgeTime(keys: KeyList, { key, at_ms }: Claim): Sealed {
  const replaced = replacedAt(keys, key)
  return at_ms < (replaced ?? Infinity) ? 'good' : 'former_key'
}

/** Of a slip, whose key had sealed none before its first. */
export function judgeBegin(keys: KeyList, { key, at_ms }: Claim, sealed: Sealed): Sealed {
  return sealed === 'good' && at_ms < begin(named(keys, key)) ? 'early_key' : sealed
}

/** When the next key began to seal in the place of this one; null while it is the newest. */
export function replacedAt(keys: KeyList, id: string): number | null {
  const later = keys.items.map(begin).filter((one) => one > begin(named(keys, id)))
  return later.length ? Math.min(...later) : null
}

/** When this key sealed its first. */
export const begunAt = (keys: KeyList, id: string) => begin(named(keys, id))

/** A list of keys as it was kept or came over the wire; throws Unreadable. */
export function keyList(value: unknown): KeyList {
  const list = value as KeyList
  must(list && typeof list.county === 'string' && Array.isArray(list.items))
  for (const key of list.items) {
    fromHex(key.id, 8)
    fromHex(key.public_key, 32)
    must(typeof key.alg === 'string' && Number.isFinite(begin(key)))
  }
  return list
}
