// The seal at the end of a PDF: whether the whole file is as the county printed it, pages and all.
import { bigEndian, digest, fromHex } from './bytes'
import { type KeyList, judgeSeal } from './keys'
import type { Finding } from './slipFile'

const LINE = /%qiaomen-print-1 ([0-9a-f]{16}) ([0-9]{1,15}) ([0-9a-f]{128})\n$/
// The line is shorter.
const END = 256

/** What came of a PDF's pages; `at_ms` is when it was printed, where its seal says so. */
export interface Print {
  pages: Finding
  at_ms: number | null
}

/** Pages that bear no seal of a key that is known are not checked: a program that saves a file anew takes the seal away. */
export function judgePrint(pdf: Uint8Array, keys: KeyList): Print {
  const end = String.fromCharCode(...pdf.subarray(-END))
  const [line, key, ms, seal] = LINE.exec(end) ?? []
  if (!line || !key || !ms || !seal) return { pages: 'unchecked', at_ms: null }
  const at_ms = Number(ms)
  const sealed = judgeSeal(keys, { key, at_ms }, fromHex(seal, 64),
    'qiaomen-print-1\0', bigEndian(at_ms, 6), digest(pdf.subarray(0, -line.length)))
  const pages = ({ good: 'good', bad: 'bad', unknown_key: 'unchecked', former_key: 'untimely', early_key: 'bad' } as const)[sealed]
  return { pages, at_ms: pages === 'good' ? at_ms : null }
}
