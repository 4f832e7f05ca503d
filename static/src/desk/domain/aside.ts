// Why something that a phone handed in is not counted, as the office is told.
import type { Aside } from './records'

/** The server's sentences are said to the worker; where one asks something of 您 the office needs its own. */
const OFFICE_WORDS: Readonly<Record<string, string>> = {
  outside_grids: '这一户不在该网格员的网格内。',
  signature_empty: '签名是空的或只点了一下。',
}

export function reasonOf(aside: Pick<Aside, 'code' | 'message'>): string {
  return OFFICE_WORDS[aside.code] ?? aside.message
}
