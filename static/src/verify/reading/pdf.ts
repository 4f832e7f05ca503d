// Takes the slip's file out of its PDF. Loaded only when somebody opens a PDF.
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, decodePDFRawStream } from '@cantoo/pdf-lib'

// As app/prints names it.
const NAME = 'slip.json'
const DEEPEST = 8

const inside = (dict: PDFDict, ...names: string[]) =>
  names.reduce<unknown>((found, name) => (found instanceof PDFDict ? found.lookup(PDFName.of(name)) : undefined), dict)

// A tree of names: pairs in its leaves, and branches where some other program wrote the file anew. The library's own list
// demands of a file what only it writes there.
function fileOf(tree: unknown, deep = 0): PDFDict | null {
  if (!(tree instanceof PDFDict) || deep > DEEPEST) return null
  const [pairs, branches] = [inside(tree, 'Names'), inside(tree, 'Kids')]
  for (let at = 0; pairs instanceof PDFArray && at + 1 < pairs.size(); at += 2) {
    const [name, file] = [pairs.lookup(at), pairs.lookup(at + 1)]
    const is_it = (name instanceof PDFString || name instanceof PDFHexString) && name.decodeText() === NAME
    if (is_it && file instanceof PDFDict) return file
  }
  for (let at = 0; branches instanceof PDFArray && at < branches.size(); at += 1) {
    const found = fileOf(branches.lookup(at), deep + 1)
    if (found) return found
  }
  return null
}

/** The text of the slip.json inside; null where there is none, or this is no PDF that can be read. */
export async function slipInside(data: ArrayBuffer): Promise<string | null> {
  try {
    const pdf = await PDFDocument.load(data, { updateMetadata: false })
    const file = fileOf(inside(pdf.catalog, 'Names', 'EmbeddedFiles'))
    const stream = file && inside(file, 'EF', 'F')
    if (!(stream instanceof PDFRawStream)) return null
    return new TextDecoder('utf-8', { fatal: true }).decode(decodePDFRawStream(stream).decode())
  } catch {
    return null
  }
}
