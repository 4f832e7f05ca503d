// Why something that a phone handed in is not counted, as the office is told.
import type { Aside } from './records'

/** The server's sentence is said to the worker; where it says 您 the office needs its own. */
export function reasonOf(aside: Pick<Aside, 'code' | 'message'>): string {
  return aside.code === 'outside_grids' ? '这一户不在该网格员的网格内。' : aside.message
}
