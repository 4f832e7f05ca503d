// The doors as they stand on a map: what lies in one place is one mark.
import { cellWords } from './block'
import type { Place } from './distance'
import type { Household } from './records'
import { filterDoors } from './standing'
import { spotsOf } from './walk'

export interface Mark {
  place: Place
  doors: Household[]
  /** How many of them are missing. */
  open: number
  /** Its number; of several, how many are missing there. */
  words: string
}

/** The marks of these doors, those on top last that are looked for. Doors without a position have none. */
export function marksOf(doors: readonly Household[]): Mark[] {
  return spotsOf(doors).map(asMark).sort((a, b) => Math.sign(a.open) - Math.sign(b.open))
}

function asMark({ place, doors }: { place: Place; doors: Household[] }): Mark {
  const open = filterDoors(doors, 'uncovered').length
  const [only] = doors
  return { place, doors, open, words: doors.length === 1 && only ? cellWords(only) : String(open || doors.length) }
}
