// Takes the slip's file out of its PDF. Loaded only when somebody opens a PDF.
import { PDFDocument } from '@cantoo/pdf-lib'

const NAME = /^slip[\w-]*\.json$/

/** The text of the attached slip.json; null where there is none, or this is no PDF that can be read. */
export async function attachedSlip(data: ArrayBuffer): Promise<string | null> {
  try {
    const pdf = await PDFDocument.load(data, { updateMetadata: false })
    const found = pdf.getAttachments().find((one) => NAME.test(one.name))
    return found ? new TextDecoder('utf-8', { fatal: true }).decode(found.data) : null
  } catch {
    return null
  }
}
