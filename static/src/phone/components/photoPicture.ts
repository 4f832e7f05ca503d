// Scales what the camera gave to a JPEG that a village's network can carry.

const LONGEST = 1600
const QUALITY = 0.8

function load(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file)
  const picture = new Image()
  return new Promise<HTMLImageElement>((resolve, reject) => {
    picture.onload = () => resolve(picture)
    picture.onerror = () => reject(new Error('the browser could not read the photo'))
    picture.src = url
  }).finally(() => URL.revokeObjectURL(url))
}

function draw(picture: HTMLImageElement): HTMLCanvasElement {
  const scale = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale))
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** The photo's bytes, at most 1600 dots a side; fails when it is no picture. */
export async function scalePhoto(file: Blob): Promise<ArrayBuffer> {
  const canvas = draw(await load(file))
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob.arrayBuffer()) : reject(new Error('the browser could not encode the photo'))),
      'image/jpeg',
      QUALITY,
    )
  })
}
