// What an enrolled phone signs, in the words of app/sync/README.md.
import { sha256Hex, toBase64 } from '@shared/hash'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const HOW = { name: 'ECDSA', hash: 'SHA-256' }

/** The key of this phone. What signs cannot leave the browser that made it. */
export interface DeviceKey {
  /** SHA-256 of the public key. */
  id: string
  /** The uncompressed point, base64. */
  public_key: string
  private_key: CryptoKey
}

/** A request to be signed; `path` is as it is asked for, with its query. */
export interface Unsigned {
  method: string
  path: string
  body: string | ArrayBuffer
}

/** Make a key. */
export async function makeDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])
  const point = await crypto.subtle.exportKey('raw', pair.publicKey)
  return { id: await sha256Hex(point), public_key: toBase64(point), private_key: pair.privateKey }
}

async function sign(key: DeviceKey, words: string[]): Promise<string> {
  return toBase64(await crypto.subtle.sign(HOW, key.private_key, new TextEncoder().encode(words.join('\n'))))
}

/** The header that goes with a request: whose it is, its number, and the signature of both. */
export async function signatureOf(key: DeviceKey, counter: number, { method, path, body }: Unsigned): Promise<string> {
  const digest = await sha256Hex(body)
  const signature = await sign(key, ['qiaomen-request-1', method, path, digest, String(counter)])
  return `${key.id}:${counter}:${digest}:${signature}`
}

/** Proves to whoever enrols this phone that it has the key. */
export function proofOf(key: DeviceKey, code: string, deviceId: string): Promise<string> {
  return sign(key, ['qiaomen-enrolment-1', code, deviceId, key.public_key])
}

/** What ties a slip to this phone: its statement, signed. */
export function signatureOfStatement(key: DeviceKey, statement: string): Promise<string> {
  return sign(key, ['qiaomen-slip-statement-1', statement])
}

/** A code as it was made, from what was scanned or typed. */
export function codeOf(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
