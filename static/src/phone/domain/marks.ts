// The doors as they stand on a map: what lies in one place is one mark.
import { cellWords } from './block'
import { type Place, placeOf } from './distance'
import type { Household } from './records'
import { standingOf } from './standing'
import { spotKey } from './walk'

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
  const marks = new Map<string, { place: Place; doors: Household[] }>()
  for (const door of doors) {
    const place = placeOf(door)
    if (!place) continue
    const mark = marks.get(spotKey(place)) ?? { place, doors: [] }
    mark.doors.push(door)
    marks.set(spotKey(place), mark)
  }
  return [...marks.values()].map(asMark).sort((a, b) => Math.sign(a.open) - Math.sign(b.open))
}

function asMark({ place, doors }: { place: Place; doors: Household[] }): Mark {
  const open = doors.filter((door) => standingOf(door) === 'uncovered').length
  const [only] = doors
  return { place, doors, open, words: doors.length === 1 && only ? cellWords(only) : String(open || doors.length) }
}
