// Finds doors by name, pinyin initials, address, number plate, door code or telephone, as typed on a small keyboard.
import { type Spot, spotOf } from './address'
import type { HouseholdData } from './records'

/** A door as it is looked through: what a word may be part of, and what it may begin or be. */
interface Line<T> {
  door: T
  hay: string
  heads: string[]
}

/** The doors in the order in which they are found; made once for all the keys that are typed. */
export type SearchIndex<T> = readonly Line<T>[]

// Two or three digits are part of nearly every telephone number and door code, neither of which a row of the list shows.
const LEAST_OF_NUMBER = 4

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

// 3幢2单元501室 is typed 501, 3-501 and 3-2-501.
function numbersOf({ number, name, unit, room }: Spot): string[] {
  if (!room) return number === null ? [] : [String(number), `${number}号`]
  const house = /\d+(?=\D*$)/.exec(name)?.[0]
  return house ? [room, `${house}-${room}`, `${house}-${unit}-${room}`] : [room]
}

function lineOf<T extends HouseholdData>(door: T): Line<T> {
  const words = [door.householder, door.title, door.address].map((part) => plain(part ?? ''))
  const numbers = numbersOf(spotOf(door)).map(plain)
  const initials = door.initials.split(' ')
  return {
    door,
    hay: [...words, ...initials, ...numbers, ''].join('\n'),
    heads: [...words.slice(0, 2), ...initials, ...numbers].filter(Boolean),
  }
}

/** What the doors are found by. */
export function indexDoors<T extends HouseholdData>(doors: readonly T[]): SearchIndex<T> {
  return doors.map(lineOf)
}

const isDigits = (word: string) => /^\d+$/.test(word)
const holds = ({ hay, door }: Line<HouseholdData>, word: string): boolean =>
  hay.includes(word) || (word.length >= LEAST_OF_NUMBER && (plain(door.door_code ?? '').includes(word) || (isDigits(word) && (door.phone ?? '').includes(word))))
// A number is meant whole, a name from its beginning.
const isMeant = ({ heads }: Line<HouseholdData>, word: string): boolean =>
  heads.some((head) => (isDigits(word) ? head === word : head.startsWith(word)))

// 3幢402 are two words, though nobody types a blank there.
function wordsOf(typed: string): string[] {
  const parted = typed.normalize('NFKC').replace(/([栋幢座楼号元层])(\d)/g, '$1 $2')
  return parted.split(/\s+/).map(plain).filter(Boolean)
}

/** The doors that match every word of what was typed; those first whose name or number it is, else as they came. */
export function searchDoors<T extends HouseholdData>(index: SearchIndex<T>, typed: string): T[] {
  const words = wordsOf(typed)
  const found = index.filter((line) => words.every((word) => holds(line, word)))
  const meant: T[] = []
  const others: T[] = []
  for (const line of found) (words.every((word) => isMeant(line, word)) ? meant : others).push(line.door)
  return [...meant, ...others]
}
