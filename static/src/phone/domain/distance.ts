// How far doors are, and in which order a worker should walk to them.
import type { HouseholdData } from './records'

export interface Place {
  lat: number
  lon: number
}

/** What can be walked to: a door of one's own, or one that is checked. */
export type Walked = Pick<HouseholdData, 'lat' | 'lon' | 'address' | 'village_name'>

const EARTH_M = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180
// As long as the door itself is remembered: a collator would take a second for the thousands of comparisons of a grid.
const keys = new WeakMap<object, string>()

/** Great-circle metres between two places. */
export function metresBetween(a: Place, b: Place): number {
  const dLat = radians(b.lat - a.lat)
  const dLon = radians(b.lon - a.lon)
  const chord =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Where a door is, if anybody measured it. */
export function placeOf(door: Pick<Walked, 'lat' | 'lon'>): Place | null {
  return door.lat === null || door.lon === null ? null : { lat: door.lat, lon: door.lon }
}

function addressKey(door: Walked): string {
  const known = keys.get(door)
  if (known !== undefined) return known
  const key = `${door.village_name ?? ''}|${door.address.replace(/\d+/g, (number) => number.padStart(6, '0'))}`
  keys.set(door, key)
  return key
}

/** As somebody reads them: 2号 before 12号. */
export function byAddress(a: Walked, b: Walked): number {
  const [one, other] = [addressKey(a), addressKey(b)]
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Towards where: degrees from north, clockwise. */
export function bearing(from: Place, to: Place): number {
  const [lat, toLat, dLon] = [radians(from.lat), radians(to.lat), radians(to.lon - from.lon)]
  const east = Math.sin(dLon) * Math.cos(toLat)
  const north = Math.cos(lat) * Math.sin(toLat) - Math.sin(lat) * Math.cos(toLat) * Math.cos(dLon)
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
}

const EIGHT = ['北', '东北', '东', '东南', '南', '西南', '西', '西北'] as const

/** The same in a word. */
export const bearingWord = (degrees: number): string => EIGHT[Math.round(degrees / 45) % 8] as string

/** How far a door is and towards where, from here; null where either is not known. */
export interface Way {
  metres: number
  degrees: number
}

export function wayTo(door: Walked, from: Place | null): Way | null {
  const place = placeOf(door)
  return from && place ? { metres: metresBetween(from, place), degrees: bearing(from, place) } : null
}

/** The first of them in walking order. */
export function nearest<T extends HouseholdData>(doors: readonly T[], from: Place | null): T | undefined {
  let [best, least]: [T | undefined, number] = [undefined, Infinity]
  for (const door of doors) {
    const metres = wayTo(door, from)?.metres ?? Infinity
    if (best && (metres > least || (metres === least && byAddress(door, best) >= 0))) continue
    ;[best, least] = [door, metres]
  }
  return best
}

/** Nearest first; doors nobody measured follow by address, and without a place all go by address. */
export function walkingOrder<T extends Walked>(doors: readonly T[], from: Place | null): T[] {
  const metres = new Map(doors.map((door) => [door, wayTo(door, from)?.metres ?? Infinity]))
  return [...doors].sort((a, b) => {
    const [one, other] = [metres.get(a) as number, metres.get(b) as number]
    return one === other ? byAddress(a, b) : one - other
  })
}
