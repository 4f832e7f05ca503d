// Draws a signature as a small PNG, trimmed to its ink, black on white.
import Pad from 'signature_pad'
import type { Stroke } from '../domain/records'
import { boundsOf, moveInto, toPadData } from '../domain/strokes'

const MARGIN = 8
const WIDEST = 480
const TALLEST = 240
// Small enough to travel inside a push with its visit.
const MOST_BYTES = 32 * 1024

function encode(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob.arrayBuffer())
      else reject(new Error('the browser could not encode the signature'))
    }, 'image/png')
  })
}

function draw(strokes: Stroke[], scale: number): HTMLCanvasElement {
  const box = boundsOf(strokes)
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(box.width * scale) + 2 * MARGIN
  canvas.height = Math.ceil(box.height * scale) + 2 * MARGIN
  const pad = new Pad(canvas, { backgroundColor: '#fff' })
  pad.fromData(toPadData(moveInto(strokes, box, scale, MARGIN), scale))
  pad.off()
  return canvas
}

/** The picture's bytes, never more than travel inline. */
export async function drawSignature(strokes: Stroke[]): Promise<ArrayBuffer> {
  const box = boundsOf(strokes)
  let scale = Math.min(1.5, WIDEST / Math.max(1, box.width), TALLEST / Math.max(1, box.height))
  for (;;) {
    const bytes = await encode(draw(strokes, scale))
    if (bytes.byteLength <= MOST_BYTES) return bytes
    scale *= 0.7
  }
}
