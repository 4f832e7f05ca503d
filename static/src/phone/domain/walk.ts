// A short walk past all these doors: always on to the nearest building, then parts turned round wherever that is shorter.
import { type Place, placeOf } from './distance'
import type { HouseholdData } from './records'

/** A stop in metres on the plane around here: one building, however many doors it has. */
interface Stop<T> {
  x: number
  y: number
  doors: T[]
}

const METRES_A_DEGREE = 111_195
/** So many stops are turned round at most; walks of thousands stay quick, and longer turns are seldom shorter. */
const LONGEST_TURN = 80
const ROUNDS = 12
const LEAST_M = 0.1

const spotKey = ({ lat, lon }: Place): string => `${lat.toFixed(5)},${lon.toFixed(5)}`

const apart = (a: Stop<unknown>, b: Stop<unknown>) => Math.hypot(a.x - b.x, a.y - b.y)

/** What stands in one place, as it is drawn and walked to; doors that nobody measured are in none. */
export function spotsOf<T extends HouseholdData>(doors: readonly T[]): { place: Place; doors: T[] }[] {
  const spots = new Map<string, { place: Place; doors: T[] }>()
  for (const door of doors) {
    const place = placeOf(door)
    if (!place) continue
    const spot = spots.get(spotKey(place)) ?? { place, doors: [] }
    spot.doors.push(door)
    spots.set(spotKey(place), spot)
  }
  return [...spots.values()]
}

function onPlane(place: Place, middle: Place): { x: number; y: number } {
  const shrink = Math.cos((middle.lat * Math.PI) / 180)
  return { x: (place.lon - middle.lon) * METRES_A_DEGREE * shrink, y: (place.lat - middle.lat) * METRES_A_DEGREE }
}

function nearestFirst<T>(stops: Stop<T>[], from: Stop<T>): Stop<T>[] {
  const left = [...stops]
  const line: Stop<T>[] = []
  for (let here = from; left.length > 0; ) {
    let best = 0
    for (let at = 1; at < left.length; at += 1) if (apart(left[at] as Stop<T>, here) < apart(left[best] as Stop<T>, here)) best = at
    here = left[best] as Stop<T>
    // The last takes its place, so that taking one out costs nothing.
    left[best] = left[left.length - 1] as Stop<T>
    left.pop()
    line.push(here)
  }
  return line
}

function turn<T>(line: T[], first: number, last: number): void {
  for (let a = first, b = last; a < b; a += 1, b -= 1) [line[a], line[b]] = [line[b] as T, line[a] as T]
}

// 2-opt; the first of the line is where one stands, and stays.
function untangle<T>(line: Stop<T>[]): boolean {
  let changed = false
  for (let first = 1; first < line.length - 1; first += 1) {
    for (let last = first + 1; last < Math.min(line.length, first + LONGEST_TURN); last += 1) {
      const [before, head, tail, after] = [line[first - 1], line[first], line[last], line[last + 1]] as [Stop<T>, Stop<T>, Stop<T>, Stop<T> | undefined]
      const saved = apart(before, head) - apart(before, tail) + (after ? apart(tail, after) - apart(head, after) : 0)
      if (saved < LEAST_M) continue
      turn(line, first, last)
      changed = true
    }
  }
  return changed
}

/** The doors in the order of the walk, from a place or else from the first; those that nobody measured come last. */
export function walk<T extends HouseholdData>(doors: readonly T[], from: Place | null): T[] {
  const first = doors.map(placeOf).find((place) => place !== null)
  if (!first) return [...doors]
  const stops = spotsOf(doors).map(({ place, doors: there }) => ({ ...onPlane(place, first), doors: there }))
  const start: Stop<T> = { ...onPlane(from ?? first, first), doors: [] }
  const line = [start, ...nearestFirst(stops, start)]
  for (let round = 0; round < ROUNDS && untangle(line); round += 1);
  return [...line.flatMap((stop) => stop.doors), ...doors.filter((door) => placeOf(door) === null)]
}
