// Reads a division code: its level, and which level comes below it.
import type { Level } from './records'

const BELOW: Record<Level, Level | null> = { county: 'town', town: 'village', village: 'grid', grid: null }
const DIGITS: Record<Level, number> = { county: 6, town: 9, village: 12, grid: 15 }

/** How the code ends of the doors that have no grid yet; their name says whose they are. */
export const NO_GRID = '000'

/** The level of a full code: 15 digits are a grid, 12 are whatever their zeros say. */
export function levelOf(code: string): Level {
  if (code.length === 15) return 'grid'
  if (code.endsWith('000000')) return 'county'
  return code.endsWith('000') ? 'town' : 'village'
}

/** The levels a place can be counted by: everything under it. */
export function levelsBelow(code: string): Level[] {
  const levels: Level[] = []
  for (let next = BELOW[levelOf(code)]; next !== null; next = BELOW[next]) levels.push(next)
  return levels
}

/** 新庄村委会 is 新庄村 to everybody who lives there; on a map the short name fits. */
export function shortName(name: string): string {
  return name.replace(/村(?:民委员会|委会)$/, '村')
}

/** Whether a place lies in another, or is the same one. */
export function isWithin(code: string, scope: string): boolean {
  return code.startsWith(scope.slice(0, DIGITS[levelOf(scope)]))
}

/** The place right above; the county stands above itself. */
export function parentOf(code: string): string {
  const above = { county: 'county', town: 'county', village: 'town', grid: 'village' } as const
  return ancestorAt(code, above[levelOf(code)])
}

/** The ancestor (or self) of a place on a level: of a grid, its village. */
export function ancestorAt(code: string, level: Level): string {
  return level === 'grid' ? code : code.slice(0, DIGITS[level]).padEnd(12, '0')
}

/** The place itself, or the village of a grid: for pages on which a grid is nothing by itself. */
export function villageOrAbove(code: string): string {
  return levelOf(code) === 'grid' ? ancestorAt(code, 'village') : code
}
