// Which door comes next, and in which order the rest of the grid is walked.
import { type Spot, spotOf } from './address'
import { type Place, byAddress, nearest, placeOf, walkingOrder } from './distance'
import { grouped } from './grouped'
import type { HouseholdData } from './records'
import { walk } from './walk'

/** Nearest first · one short walk past all of them · one side of each street, and back on the other. */
export type Order = 'near' | 'walk' | 'side'

export const ORDERS: Record<Order, string> = { near: '最近优先', walk: '走访顺序', side: '单双号' }

/** Where the worker is: the last fix, and the door just left. */
export interface Here {
  place: Place | null
  left: HouseholdData | null
}

const standpoint = ({ place, left }: Here): Place | null => place ?? (left && placeOf(left))

/** On this floor, then on the nearest one, in this stairwell before another. */
function byFloor(from: Spot) {
  const far = ({ unit, floor }: Spot) => [Number(unit !== from.unit), Math.abs((floor ?? 0) - (from.floor ?? 0))] as const
  return (a: HouseholdData, b: HouseholdData): number => {
    const [[unitA, floorA], [unitB, floorB]] = [far(spotOf(a)), far(spotOf(b))]
    return unitA - unitB || floorA - floorB || byAddress(a, b)
  }
}

const isOdd = ({ number }: Spot) => (number ?? 0) % 2 === 1

// Up the odd side, and down the even one: where somebody walks who does not want to cross the street at each door.
function alongStreet(a: HouseholdData, b: HouseholdData): number {
  const [one, other] = [spotOf(a), spotOf(b)]
  if (isOdd(one) !== isOdd(other)) return isOdd(one) ? -1 : 1
  const up = (one.number ?? 0) - (other.number ?? 0) || byAddress(a, b)
  return isOdd(one) ? up : -up
}

/** Each street whole, the nearest first; within it up one side and down the other. */
function bySides<T extends HouseholdData>(doors: readonly T[], from: Place | null): T[] {
  const streets = grouped(walkingOrder(doors, from), (door) => spotOf(door).street)
  return [...streets.values()].flatMap((street) => street.sort(alongStreet))
}

/** The doors in the chosen order. */
export function orderDoors<T extends HouseholdData>(doors: readonly T[], order: Order, from: Place | null): T[] {
  if (order === 'near') return walkingOrder(doors, from)
  return order === 'walk' ? walk([...doors].sort(byAddress), from) : bySides(doors, from)
}

// What is left of the street: on along this side, then back on the other.
function nextOnStreet<T extends HouseholdData>(doors: readonly T[], left: HouseholdData): T | undefined {
  const { street, number } = spotOf(left)
  if (number === null) return undefined
  const line = doors.filter((door) => spotOf(door).street === street).sort(alongStreet)
  return line.find((door) => alongStreet(left, door) < 0) ?? line[0]
}

/** The next door among those that are left to walk to. A building that was begun is finished first. */
export function nextDoor<T extends HouseholdData>(doors: readonly T[], here: Here, order: Order): T | null {
  const others = doors.filter((door) => door.id !== here.left?.id)
  const left = here.left && spotOf(here.left)
  if (left?.building) {
    const [near] = others.filter((door) => spotOf(door).building === left.building).sort(byFloor(left))
    if (near) return near
  }
  const along = order === 'side' && here.left ? nextOnStreet(others, here.left) : undefined
  if (along) return along
  // Of thousands the nearest is found, and not all of them sorted.
  return (order === 'near' ? nearest(others, standpoint(here)) : orderDoors(others, order, standpoint(here))[0]) ?? null
}
