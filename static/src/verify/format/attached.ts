// The slips' files as they lie in a PDF: read when they are wanted, since of a village's there are a thousand.
import { type SlipFile, readSlipFile } from './slipFile'

/** A slip's file inside; `page` is what its name says, 0 of the only one of a slip's PDF. */
export interface Attached {
  page: number
  /** Its text; throws where it cannot be read. */
  read: () => string
}

/** A village's file: its slips and all its bytes. */
export interface BookFile {
  slips: readonly Attached[]
  pdf: Uint8Array
}

/** What one of them says; null where what is there is none. */
export function fileOf(slip: Attached): SlipFile | null {
  try {
    return readSlipFile(slip.read())
  } catch {
    return null
  }
}
