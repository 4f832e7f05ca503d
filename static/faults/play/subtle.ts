// What a phone's realm has for WebCrypto: made on the spot, since on Node's thread pool the order of things would be a matter of luck.
import { createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey } from 'node:crypto'
import type { Dice } from './dice'

const KEY_BYTES = 32
const TAG_BYTES = 16

type Bytes = ArrayBuffer | Uint8Array

/** Knows no more than its own realm must: that it is one, and which bytes it stands for. */
class RealmKey {
  readonly [Symbol.toStringTag] = 'CryptoKey'

  constructor(readonly bytes: Uint8Array) {}
}

// Of another realm, so no instanceof will do.
function bytesOf(given: Bytes): Uint8Array {
  return ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength) : new Uint8Array(given)
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

interface Gcm {
  iv: Bytes
  additionalData: Bytes
}

function encrypt({ iv, additionalData }: Gcm, { bytes }: RealmKey, content: Bytes): ArrayBuffer {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(bytes), bytesOf(iv)).setAAD(bytesOf(additionalData))
  return bufferOf(Buffer.concat([cipher.update(bytesOf(content)), cipher.final(), cipher.getAuthTag()]))
}

function decrypt({ iv, additionalData }: Gcm, { bytes }: RealmKey, sealed: Bytes): ArrayBuffer {
  const [all, end] = [bytesOf(sealed), bytesOf(sealed).length - TAG_BYTES]
  const cipher = createDecipheriv('aes-256-gcm', createSecretKey(bytes), bytesOf(iv)).setAAD(bytesOf(additionalData))
  cipher.setAuthTag(all.subarray(end))
  return bufferOf(Buffer.concat([cipher.update(all.subarray(0, end)), cipher.final()]))
}

const digest = (content: Bytes) => bufferOf(createHash('sha256').update(bytesOf(content)).digest())

const authenticate = ({ bytes }: RealmKey, content: Bytes) => bufferOf(createHmac('sha256', bytes).update(bytesOf(content)).digest())

/** As much of it as the phone asks for: digests, HMAC, and AES-GCM with keys that it makes or brings. */
export function subtleOf(dice: Dice): Record<string, (...given: never[]) => Promise<unknown>> {
  const random = () => Uint8Array.from({ length: KEY_BYTES }, () => Math.floor(dice.next() * 256))
  return {
    digest: async (_kind: string, content: Bytes) => digest(content),
    generateKey: async () => new RealmKey(random()),
    importKey: async (_form: string, raw: Bytes) => new RealmKey(new Uint8Array(bytesOf(raw))),
    sign: async (_kind: string, key: RealmKey, content: Bytes) => authenticate(key, content),
    encrypt: async (how: Gcm, key: RealmKey, content: Bytes) => encrypt(how, key, content),
    decrypt: async (how: Gcm, key: RealmKey, sealed: Bytes) => decrypt(how, key, sealed),
  }
}
