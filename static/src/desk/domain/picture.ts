// What a chart shows, said without the library that draws it, and the same as a table in words.
import { formatDay } from '@shared/words'

/** strong: what is so · quiet: what it is held against · guess: what is only expected. */
export type Look = 'strong' | 'quiet' | 'guess'

export interface Line { name: string, points: readonly (number | null)[], look: Look }
/** A range around what is expected, between two lines. */
export interface Fan { name: string, low: readonly (number | null)[], high: readonly (number | null)[] }
/** Days that belong together, both ends included. */
export interface Band { name: string, from: string, to: string }
/** A day with a name. */
export interface Mark { name: string, on: string }
/** A height that is to be reached. */
export interface Level { name: string, value: number }

export interface Picture {
  days: readonly string[]
  lines: readonly Line[]
  fan?: Fan | null
  bands?: readonly Band[]
  marks?: readonly Mark[]
  level?: Level | null
  /** What the days are called, where each stands for more than itself. */
  heading?: string
  /** The figures are parts of one, and not doors or cases. */
  isShare?: boolean
  /** How a figure is written, on the axis and in the table. */
  format: (value: number) => string
}

/** A place: how far to the right, how high, how large it is against the largest, and what is said of it. */
export interface Dot { x: number, y: number, size: number, words: string }
export interface Dots { dots: readonly Dot[], across: string, up: string }

export interface Row { day: string, cells: string[] }

/** The columns of the table that stands for the picture. */
export function headings({ heading, lines, fan }: Picture): string[] {
  return [heading ?? '日期', ...lines.map((line) => line.name), ...(fan ? [fan.name] : [])]
}

/** Each day that has anything to say, with its figures as they are written. */
export function rowsOf({ days, lines, fan, format }: Picture): Row[] {
  const written = (value: number | null | undefined) => (value === null || value === undefined ? '—' : format(value))
  return days
    .map((day, at) => ({
      day: formatDay(day),
      cells: [...lines.map((line) => written(line.points[at])), ...(fan ? [range(fan, at, written)] : [])],
    }))
    .filter((row) => row.cells.some((cell) => cell !== '—'))
}

function range(fan: Fan, at: number, written: (value: number | null | undefined) => string): string {
  const [low, high] = [written(fan.low[at]), written(fan.high[at])]
  return low === high ? low : `${low}–${high}`
}
