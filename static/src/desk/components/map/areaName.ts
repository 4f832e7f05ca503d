// What is written into an area: its name and what it misses where there is room, else its name alone, else nothing.

/** How far a name alone may reach over its area's borders: others give way to it. */
const REACH = 1.7
/** A name longer than this is written in two lines wherever it is. */
const LONGEST_LINE = 6

export interface AreaName { words: string, reaches: boolean }

/** `room` is how wide the area is where its name stands, in pixels; `size` how high the letters are. */
export function areaName(name: string, gap: string, room: number, size: number): AreaName | null {
  const fits = (lines: string[], reach = 1) => lines.every((line) => widthOf(line, size) <= room * reach)
  const ways = name.length > LONGEST_LINE ? [broken(name)] : [[name], broken(name)]
  const whole = ways.map((lines) => [...lines, gap]).find((lines) => fits(lines))
  if (whole) return { words: whole.join('\n'), reaches: false }
  const bare = ways.find((lines) => fits(lines)) ?? ways.find((lines) => fits(lines, REACH))
  return bare ? { words: bare.join('\n'), reaches: true } : null
}

/** 城北社区 · 居民委员会, where it says what it is; else in two halves. */
function broken(name: string): string[] {
  if (name.length < 4) return [name]
  const kind = /(?:居委会|居民委员会|村民委员会|社区)$/.exec(name)
  const at = kind && kind.index > 1 ? kind.index : Math.ceil(name.length / 2)
  return [name.slice(0, at), name.slice(at)]
}

/** A Chinese character is as wide as it is high, a digit some six tenths of that. */
function widthOf(words: string, size: number): number {
  return [...words].reduce((width, letter) => width + (letter > '\u2e7f' ? 1 : 0.6), 0) * size
}
