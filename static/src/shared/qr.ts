// Finds a QR code in a picture: by the browser's own reader where it has one, else by a library that is loaded only then.

interface Detector {
  detect: (source: ImageBitmapSource) => Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

// More dots than that only slow the library down.
const MOST = 1600

async function own(): Promise<Detector | null> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  try {
    return found && (await found.getSupportedFormats()).includes('qr_code') ? new found({ formats: ['qr_code'] }) : null
  } catch {
    return null
  }
}

function painted(source: CanvasImageSource, width: number, height: number): ImageData | null {
  const by = Math.min(1, MOST / Math.max(width, height, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * by))
  canvas.height = Math.max(1, Math.round(height * by))
  const pen = canvas.getContext('2d')
  if (!pen) return null
  // Behind a picture with clear parts stands paper.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

/** Reads codes out of frames or pictures. */
export type Reader = (source: HTMLVideoElement | HTMLImageElement) => Promise<string | null>

export async function openReader(): Promise<Reader> {
  const detector = await own()
  const { default: decode } = await import('qr/decode.js')
  return async (source) => {
    const [width, height] = source instanceof HTMLVideoElement
      ? [source.videoWidth, source.videoHeight] : [source.naturalWidth, source.naturalHeight]
    if (!width || !height) return null
    const found = detector && (await detector.detect(source).catch(() => []))
    if (found?.[0]) return found[0].rawValue
    const image = painted(source, width, height)
    try {
      return image && decode(image)
    } catch {
      // No code in this one.
      return null
    }
  }
}

/** The code in the bytes of a photo. */
export async function readPhoto(photo: ArrayBuffer): Promise<string | null> {
  const url = URL.createObjectURL(new Blob([photo]))
  const picture = new Image()
  picture.src = url
  try {
    await picture.decode()
    return await (await openReader())(picture)
  } finally {
    URL.revokeObjectURL(url)
  }
}
