// SHA-256 and base64, as the wire spells them.

function buffer(content: string | ArrayBuffer): ArrayBuffer {
  if (typeof content !== 'string') return content
  const bytes = new TextEncoder().encode(content)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

/** The lower-case hex digest of a text's UTF-8 bytes, or of bytes. */
export async function sha256Hex(content: string | ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', buffer(content))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Bytes as base64. */
export function toBase64(data: ArrayBuffer): string {
  let binary = ''
  for (const byte of new Uint8Array(data)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
