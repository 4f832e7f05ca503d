// What a phone's realm has for WebCrypto: made on the spot, since on Node's thread pool the order of things would be a matter of luck.
import { createCipheriv, createDecipheriv, createECDH, createHash, createHmac, createPrivateKey, createSecretKey, sign } from 'node:crypto'
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

const CURVE = { ecdh: 'prime256v1', jwk: 'P-256' }

interface Pair {
  publicKey: RealmKey
  privateKey: RealmKey
}

function pairOf(secret: Uint8Array): Pair {
  const curve = createECDH(CURVE.ecdh)
  curve.setPrivateKey(secret)
  return { publicKey: new RealmKey(curve.getPublicKey()), privateKey: new RealmKey(secret) }
}

// No two signatures of the same words are alike; nothing in a schedule hangs on what their bytes are.
function signByCurve(secret: RealmKey, content: Bytes): ArrayBuffer {
  const point = pairOf(secret.bytes).publicKey.bytes
  const [d, x, y] = [secret.bytes, point.subarray(1, 33), point.subarray(33)].map((part) => Buffer.from(part).toString('base64url'))
  const key = createPrivateKey({ key: { kty: 'EC', crv: CURVE.jwk, d, x, y }, format: 'jwk' })
  return bufferOf(sign('sha256', bytesOf(content), { key, dsaEncoding: 'ieee-p1363' }))
}

const isOfCurve = (how: string | { name: string }) => typeof how !== 'string' && how.name === 'ECDSA'

/** As much of it as the phone asks for: digests, HMAC, AES-GCM with keys that it makes, brings or derives, and signatures with keys that it makes. */
export function subtleOf(dice: Dice): Record<string, (...given: never[]) => Promise<unknown>> {
  const random = () => Uint8Array.from({ length: KEY_BYTES }, () => Math.floor(dice.next() * 256))
  return {
    digest: async (_kind: string, content: Bytes) => digest(content),
    generateKey: async (how: { name: string }) => (isOfCurve(how) ? pairOf(random()) : new RealmKey(random())),
    exportKey: async (_form: string, key: RealmKey) => bufferOf(key.bytes),
    importKey: async (_form: string, raw: Bytes) => new RealmKey(new Uint8Array(bytesOf(raw))),
    sign: async (how: string | { name: string }, key: RealmKey, content: Bytes) =>
      isOfCurve(how) ? signByCurve(key, content) : authenticate(key, content),
    // Once instead of 600,000 times: nobody guesses here.
    deriveBits: async ({ salt }: { salt: Bytes }, base: RealmKey) => authenticate(base, salt),
    encrypt: async (how: Gcm, key: RealmKey, content: Bytes) => encrypt(how, key, content),
    decrypt: async (how: Gcm, key: RealmKey, sealed: Bytes) => decrypt(how, key, sealed),
  }
}
