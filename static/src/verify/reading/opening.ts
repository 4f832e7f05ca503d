// Opens what somebody has: a slip's file, its PDF, or a photo of the QR code. Nothing of it leaves the page.
import { type BookFile, fileOf } from '../format/attached'
import { type SlipFile, readSlipFile } from '../format/slipFile'
import { openReader } from '@shared/qr'

/** `pdf` is what the file was inside of; a village's file has several. */
export type Opened = { file: SlipFile; pdf: Uint8Array | null } | { book: BookFile } | { code: string } | { problem: string }

const MB = 1024 * 1024
const [MOST_MB, MOST_PDF_MB] = [30, 200]
const TOO_LARGE = `文件太大（超过 ${MOST_MB} MB），不是告知单的文件。`
const TOO_LARGE_PDF = `PDF 太大（超过 ${MOST_PDF_MB} MB），本页打不开。一个村的告知单，可以请县里按网格分成几个文件打印。`
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
  if (file.size > MOST_PDF_MB * MB) return { problem: TOO_LARGE_PDF }
  const { slipsInside } = await import('./pdf')
  const data = await file.arrayBuffer()
  const [slips, pdf] = [await slipsInside(data), new Uint8Array(data)]
  const [only, another] = slips
  // Of a village's file each has a page in its name, also where there is but one.
  if (!only || another || only.page) return slips.length ? { book: { slips, pdf } } : { problem: NO_ATTACHMENT }
  const slip = fileOf(only)
  return slip ? { file: slip, pdf } : { problem: NO_ATTACHMENT }
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
  const start = await file.slice(0, 5).text()
  if (start === '%PDF-') return fromPdf(file)
  if (file.size > MOST_MB * MB) return { problem: TOO_LARGE }
  if (!start.trimStart().startsWith('{')) return fromPicture(file)
  const slip = readSlipFile(strictText(await file.arrayBuffer()))
  return slip ? { file: slip, pdf: null } : { problem: NO_FILE }
}
