// The doors of one building or one street, as somebody sees them who stands before it.
import { type Spot, spotOf } from './address'
import { byAddress } from './distance'
import { grouped } from './grouped'
import type { HouseholdData } from './records'

/** A floor of one stairwell, or one side of a street. */
export interface Row<T> {
  words: string
  /** Null where its floor has no such room, so that rooms stand below each other as they do in the house. */
  cells: (T | null)[]
}

export interface Section<T> {
  words: string
  /** So many cells beside each other; 0 where there are more than a phone is wide, and they wrap. */
  columns: number
  rows: Row<T>[]
}

/** A building by stairwells and floors, the highest above; a street by its odd and its even side. */
export interface Block<T> {
  name: string
  doors: T[]
  sections: Section<T>[]
}

const blockOf = (door: HouseholdData): string => spotOf(door).building ?? spotOf(door).street

// More are too narrow for a thumb.
const MOST_COLUMNS = 4
const unitWords = (unit: string) => (unit ? `${unit}单元` : '')
const floorWords = (floor: number | null) => (floor === null ? '其他' : `${floor}楼`)
// 501 and 301 stand above each other.
const columnOf = (door: HouseholdData) => spotOf(door).room.slice(-2)

function stairwell<T extends HouseholdData>(words: string, doors: readonly T[]): Section<T> {
  const columns = [...new Set(doors.map(columnOf))].sort()
  const fits = columns.length <= MOST_COLUMNS && new Set(doors.map((door) => cellWords(door))).size === doors.length
  const floors = [...grouped(doors, (door) => spotOf(door).floor)].sort(([a], [b]) => (b ?? -Infinity) - (a ?? -Infinity))
  const inColumns = (on: T[]) => columns.map((column) => on.find((door) => columnOf(door) === column) ?? null)
  const rows = floors.map(([floor, on]) => ({ words: floorWords(floor), cells: fits ? inColumns(on) : on }))
  return { words, columns: fits ? columns.length : 0, rows }
}

function stairwells<T extends HouseholdData>(doors: readonly T[]): Section<T>[] {
  return [...grouped(doors, (door) => spotOf(door).unit)].map(([unit, up]) => stairwell(unitWords(unit), up))
}

const sideWords = ({ number }: Spot): string => (number === null ? '无门牌号' : number % 2 === 1 ? '单号' : '双号')
const SIDES = ['单号', '双号', '无门牌号']

function sides<T extends HouseholdData>(doors: readonly T[]): Section<T>[] {
  const found = [...grouped(doors, (door) => sideWords(spotOf(door)))].sort(([a], [b]) => SIDES.indexOf(a) - SIDES.indexOf(b))
  return found.map(([words, on]) => ({ words, columns: 0, rows: [{ words: '', cells: on }] }))
}

/** The block that a door is part of, with all of these doors that are in it. */
export function blockAround<T extends HouseholdData>(doors: readonly T[], door: HouseholdData): Block<T> {
  const { building, name, street } = spotOf(door)
  const within = doors.filter((one) => blockOf(one) === blockOf(door)).sort(byAddress)
  const words = name || street.slice(street.indexOf('|') + 1)
  return { name: words, doors: within, sections: building ? stairwells(within) : sides(within) }
}

/** What stands on a door's cell: its room, or its number. */
export function cellWords(door: HouseholdData): string {
  const { room, number } = spotOf(door)
  return room || (number === null ? door.householder : `${number}号`)
}
