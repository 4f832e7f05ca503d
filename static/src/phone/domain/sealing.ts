// Seals what this phone keeps, so that its files say nothing of anybody: AES-GCM, bound to the row that it is for.
import { fromBase64, toBase64 } from '@shared/hash'

const CIPHER = 'AES-GCM'
const USES: KeyUsage[] = ['encrypt', 'decrypt']
const IV_BYTES = 12
const KEY_BYTES = 32
// What is kept as text in a row that older apps wrote in clear; no body and no name begins like this.
const MARK = 'sealed:'

/** A key that the browser keeps and does not give away. */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CIPHER, length: KEY_BYTES * 8 }, false, USES)
}

/** The bytes of a key that is kept sealed itself. */
export function newRawKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES))
}

/** Such a key, to be used; its bytes cannot be had from it again. */
export function keyFrom(raw: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, CIPHER, false, USES)
}

function parameters(iv: BufferSource, about: string): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(about) }
}

/** Seal bytes; `about` names where they belong, and they open nowhere else. */
export async function sealBytes(key: CryptoKey, bytes: BufferSource, about: string): Promise<ArrayBuffer> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const data = await crypto.subtle.encrypt(parameters(iv, about), key, bytes)
  const sealed = new Uint8Array(IV_BYTES + data.byteLength)
  sealed.set(iv)
  sealed.set(new Uint8Array(data), IV_BYTES)
  return sealed.buffer
}

/** Open them; throws when the key is another, or they were changed or moved. */
export function openBytes(key: CryptoKey, sealed: ArrayBuffer, about: string): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(parameters(sealed.slice(0, IV_BYTES), about), key, sealed.slice(IV_BYTES))
}

/** Seal anything that is JSON. */
export function sealJson(key: CryptoKey, value: unknown, about: string): Promise<ArrayBuffer> {
  return sealBytes(key, new TextEncoder().encode(JSON.stringify(value)), about)
}

/** Open it. */
export async function openJson<T>(key: CryptoKey, sealed: ArrayBuffer, about: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, about))) as T
}

/** What tells two sealings of one row apart: no two are alike. */
export function stampOf(sealed: ArrayBuffer): string {
  return new Uint32Array(sealed, 0, IV_BYTES / Uint32Array.BYTES_PER_ELEMENT).join()
}

/** Whether a text of a row is sealed. */
export const isSealedText = (text: string) => text.startsWith(MARK)

/** Seal a text, to be kept where one in clear was. */
export async function sealText(key: CryptoKey, text: string, about: string): Promise<string> {
  return MARK + toBase64(await sealBytes(key, new TextEncoder().encode(text), about))
}

/** Open it; one in clear is as it stands. */
export async function openText(key: CryptoKey, text: string, about: string): Promise<string> {
  if (!isSealedText(text)) return text
  return new TextDecoder().decode(await openBytes(key, fromBase64(text.slice(MARK.length)).buffer, about))
}
