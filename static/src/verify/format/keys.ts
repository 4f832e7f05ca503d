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
}

export interface KeyList {
  county: string
  items: SealKey[]
}

/** What became of a seal. */
export type Sealed = 'good' | 'bad' | 'unknown_key'

/** The raw key of this name. A key is named by its own digest: under a known name nobody can slip in another. */
function rawKey(keys: KeyList, id: string): Uint8Array | null {
  const found = keys.items.find((key) => key.id === id && key.alg === 'Ed25519')
  if (!found) return null
  const raw = fromHex(found.public_key, 32)
  return bytesToHex(digest(raw)).startsWith(id) ? raw : null
}

/** Whether the key of this name signed this. */
export function judgeSeal(keys: KeyList, id: string, seal: Uint8Array, ...message: (string | Uint8Array)[]): Sealed {
  const key = rawKey(keys, id)
  if (!key) return 'unknown_key'
  try {
    // Exactly as RFC 8032 has it: no second spelling of a seal is taken.
    return ed25519.verify(seal, join(...message), key, { zip215: false }) ? 'good' : 'bad'
  } catch {
    return 'bad'
  }
}

/** A list of keys as it was kept or came over the wire; throws Unreadable. */
export function keyList(value: unknown): KeyList {
  const list = value as KeyList
  must(list && typeof list.county === 'string' && Array.isArray(list.items))
  for (const key of list.items) {
    fromHex(key.id, 8)
    fromHex(key.public_key, 32)
    must(typeof key.alg === 'string' && typeof key.first_used_at === 'string')
  }
  return list
}
