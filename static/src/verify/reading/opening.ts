// Opens what somebody has: a slip's file, its PDF, or a photo of the QR code. Nothing of it leaves the page.
import { type SlipFile, readSlipFile } from '../format/slipFile'
import { openReader } from './qr'

/** `pdf` is what the file was inside of. */
export type Opened = { file: SlipFile; pdf: Uint8Array | null } | { code: string } | { problem: string }

const MOST_BYTES = 30 * 1024 * 1024
const TOO_LARGE = '文件太大（超过 30 MB），不是告知单的文件。'
const NO_FILE = '这不是告知单的文件。请打开告知单的 PDF、数据文件（slip.json），或二维码的照片。'
const NO_ATTACHMENT =
  '这个 PDF 里没有附带核对用的数据：可能是扫描件，也可能被别的软件另存过。请用县里给的原文件，或者扫纸面上的二维码。'
const NO_CODE = '照片里没有找到二维码。请把纸放平，对正、拍清楚，让二维码占画面的一大半，再试一次。'

function picture(file: Blob): Promise<HTMLImageElement> {
  const image = new Image()
  const address = URL.createObjectURL(file)
  return new Promise((done, failed) => {
    image.onload = () => done(image)
    image.onerror = () => failed(new Error('no picture'))
    image.src = address
  }).finally(() => URL.revokeObjectURL(address)) as Promise<HTMLImageElement>
}

async function fromPicture(file: File): Promise<Opened> {
  try {
    const read = await openReader()
    const code = await read(await picture(file))
    return code ? { code } : { problem: NO_CODE }
  } catch {
    return { problem: NO_FILE }
  }
}

async function fromPdf(file: File): Promise<Opened> {
  const { slipInside } = await import('./pdf')
  const data = await file.arrayBuffer()
  const text = await slipInside(data)
  const slip = text && readSlipFile(text)
  return slip ? { file: slip, pdf: new Uint8Array(data) } : { problem: NO_ATTACHMENT }
}

// Bytes that are no text must not be mended on the way.
function strictText(data: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  } catch {
    return ''
  }
}

/** Tell what a file is by its first bytes: names lie, and WeChat changes them. */
export async function open(file: File): Promise<Opened> {
  if (file.size > MOST_BYTES) return { problem: TOO_LARGE }
  const start = await file.slice(0, 5).text()
  if (start === '%PDF-') return fromPdf(file)
  if (!start.trimStart().startsWith('{')) return fromPicture(file)
  const slip = readSlipFile(strictText(await file.arrayBuffer()))
  return slip ? { file: slip, pdf: null } : { problem: NO_FILE }
}
