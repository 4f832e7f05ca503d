// Takes the slips' files out of a PDF. Loaded only when somebody opens a PDF.
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, decodePDFRawStream } from '@cantoo/pdf-lib'
import type { Attached } from '../format/attached'

// As app/prints names them: of one slip, and of each slip of a village's file, by the page on which it begins.
const NAME = /^slip(?:-(\d{1,7})-.*)?\.json$/
const DEEPEST = 8

const inside = (dict: PDFDict, ...names: string[]) =>
  names.reduce<unknown>((found, name) => (found instanceof PDFDict ? found.lookup(PDFName.of(name)) : undefined), dict)

function attached(name: unknown, file: unknown): Attached[] {
  if (!(name instanceof PDFString || name instanceof PDFHexString) || !(file instanceof PDFDict)) return []
  const [is_it, page] = NAME.exec(name.decodeText()) ?? []
  if (is_it === undefined) return []
  const read = () => {
    const stream = inside(file, 'EF', 'F')
    if (!(stream instanceof PDFRawStream)) throw new Error('no file')
    return new TextDecoder('utf-8', { fatal: true }).decode(decodePDFRawStream(stream).decode())
  }
  return [{ page: Number(page ?? 0), read }]
}

// A tree of names: pairs in its leaves, and branches where some other program wrote the file anew. The library's own list
// demands of a file what only it writes there.
function filesOf(tree: unknown, deep = 0): Attached[] {
  if (!(tree instanceof PDFDict) || deep > DEEPEST) return []
  const [pairs, branches] = [inside(tree, 'Names'), inside(tree, 'Kids')]
  const found: Attached[] = []
  for (let at = 0; pairs instanceof PDFArray && at + 1 < pairs.size(); at += 2) found.push(...attached(pairs.lookup(at), pairs.lookup(at + 1)))
  for (let at = 0; branches instanceof PDFArray && at < branches.size(); at += 1) found.push(...filesOf(branches.lookup(at), deep + 1))
  return found
}

/** The slips' files inside, in order of their pages; none where this is no PDF that can be read. */
export async function slipsInside(data: ArrayBuffer): Promise<Attached[]> {
  try {
    const pdf = await PDFDocument.load(data, { updateMetadata: false })
    return filesOf(inside(pdf.catalog, 'Names', 'EmbeddedFiles')).sort((one, other) => one.page - other.page)
  } catch {
    return []
  }
}
