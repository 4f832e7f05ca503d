// Pictures of any size, told apart by their face.
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A picture of so many bytes; the same face in the same size is the same picture. */
export function picture(bytes: number, face: number): ArrayBuffer {
  const made = new Uint8Array(bytes).fill(face + 1)
  made.set(PNG)
  return made.buffer
}
