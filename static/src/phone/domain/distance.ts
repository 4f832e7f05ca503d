// How far doors are, and in which order a worker should walk to them.
import type { HouseholdData } from './records'

export interface Place {
  lat: number
  lon: number
}

export interface Reached<T> {
  door: T
  metres: number | null
}

const EARTH_M = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180
const reading = new Intl.Collator('zh-CN', { numeric: true })

/** Great-circle metres between two places. */
export function metresBetween(a: Place, b: Place): number {
  const dLat = radians(b.lat - a.lat)
  const dLon = radians(b.lon - a.lon)
  const chord =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Where a door is, if anybody measured it. */
export function placeOf(door: HouseholdData): Place | null {
  return door.lat === null || door.lon === null ? null : { lat: door.lat, lon: door.lon }
}

/** As somebody reads them: 2号 before 12号. */
export function byAddress(a: HouseholdData, b: HouseholdData): number {
  return reading.compare(a.village_name ?? '', b.village_name ?? '') || reading.compare(a.address, b.address)
}

/** Nearest first; doors nobody measured follow by address, and without a place all go by address. */
export function walkingOrder<T extends HouseholdData>(doors: readonly T[], from: Place | null): Reached<T>[] {
  const reached = doors.map((door) => {
    const place = placeOf(door)
    return { door, metres: from && place ? metresBetween(from, place) : null }
  })
  return reached.sort(
    (a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || byAddress(a.door, b.door),
  )
}
