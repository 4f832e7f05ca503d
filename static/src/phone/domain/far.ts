// Whether the phone seems to be at another place than the door's: a quiet word, and never a hurdle.
import { FAR_M, formatDistance } from '@shared/words'
import { metresBetween, placeOf } from './distance'
import type { HouseholdData, Position } from './records'

/** What is said of a fix that is far from its door, also for one that is as unsure as it says; nothing mostly. */
export function farWords(door: HouseholdData, position: Position | null): string {
  const there = placeOf(door)
  if (!position || !there) return ''
  const metres = metresBetween({ lat: position.lat_e6 / 1e6, lon: position.lon_e6 / 1e6 }, there)
  if (metres <= Math.max(FAR_M, 3 * position.accuracy_m)) return ''
  return `定位离登记位置约 ${formatDistance(metres)}，请核对是不是本户`
}
