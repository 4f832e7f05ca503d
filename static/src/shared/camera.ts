// Looks through the camera until a code was seen, or nobody wants it any more.
import { openReader } from './qr'

const EVERY_MS = 150

/** Show the camera in this element; answers what was read, null when it was stopped. Throws where there is no camera. */
export async function scan(video: HTMLVideoElement, stopped: AbortSignal): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
  try {
    video.srcObject = stream
    await video.play()
    const read = await openReader()
    while (!stopped.aborted) {
      const found = await read(video)
      if (found) return found
      await new Promise((later) => setTimeout(later, EVERY_MS))
    }
    return null
  } finally {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
