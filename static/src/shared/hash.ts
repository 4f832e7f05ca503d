// SHA-256 and base64, as the wire spells them.

function buffer(content: string | ArrayBuffer): ArrayBuffer {
  if (typeof content !== 'string') return content
  const bytes = new TextEncoder().encode(content)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

/** Bytes as lower-case hex. */
export function toHex(data: ArrayBuffer | Uint8Array): string {
  return Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The lower-case hex digest of a text's UTF-8 bytes, or of bytes. */
export async function sha256Hex(content: string | ArrayBuffer): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', buffer(content)))
}

// As many as every browser takes as arguments of one call.
const CHUNK = 8192

/** Bytes as base64. */
export function toBase64(data: ArrayBuffer | Uint8Array): string {
  const bytes = new Uint8Array(data)
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}

/** Base64 as bytes. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
