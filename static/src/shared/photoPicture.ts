// Scales what the camera gave to a JPEG that a village's network can carry.

/** Dots of the longer side, and the quality: taken in this order until the bytes are few enough. */
const TRIES: readonly [longest: number, quality: number][] = [[1600, 0.8], [1280, 0.7], [1000, 0.6], [800, 0.5]]

function load(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file)
  const picture = new Image()
  return new Promise<HTMLImageElement>((resolve, reject) => {
    picture.onload = () => resolve(picture)
    picture.onerror = () => reject(new Error('the browser could not read the photo'))
    picture.src = url
  }).finally(() => URL.revokeObjectURL(url))
}

function draw(picture: HTMLImageElement, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(picture.naturalWidth, picture.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob.arrayBuffer()) : reject(new Error('the browser could not encode the photo'))),
      'image/jpeg',
      quality,
    )
  })
}

/** The photo's bytes, at most 1600 dots a side, fewer where they would be more than `most`; fails when it is no picture. */
export async function scalePhoto(file: Blob, most = Infinity): Promise<ArrayBuffer> {
  const picture = await load(file)
  for (const [longest, quality] of TRIES) {
    const data = await encode(draw(picture, longest), quality)
    if (data.byteLength <= most) return data
  }
  throw new Error('the photo stays too large')
}
