// Where a door stands as this phone sees it, and how many doors are still missing.
import type { CoverState, Outcome } from '@shared/words'
import type { Entry, Household } from './records'

/** Said of a door that is no longer mine and stays for what was not sent; nobody tells the phone to whom it went. */
export const LOCKED = '此户已转给他人，未上传的记录上传后将从本机清除'

export type Filter = 'uncovered' | 'covered' | 'excluded' | 'all'

export interface Tally {
  uncovered: number
  /** What the server has confirmed, and what only this phone knows: never one blended figure. */
  covered: number
  covered_here: number
  excluded: number
  all: number
  /** Doors that the register lacks and nobody has confirmed: none of the above. */
  proposed: number
}

/** The door as it stands on a day: an exclusion that ran out while there was no network no longer counts. */
export function onDay(door: Household, day: string): Household {
  const isOver = door.state === 'excluded' && door.state_until !== null && door.state_until <= day
  return isOver ? { ...door, state: 'uncovered' } : door
}

/** The server's state, except that a door taught on this phone is not asked for again. */
export function standingOf(door: Household): CoverState {
  return taughtHere(door) ? 'covered' : door.state
}

/** Taught on this phone and not yet in the server's figures. */
export function taughtHere(door: Household): boolean {
  return door.state === 'uncovered' && door.local_outcome === 'taught'
}

/** The last known outcome, this phone's own word first. */
export function lastOutcome(door: Household): Outcome | null {
  return door.local_outcome ?? door.last_outcome
}

/** When somebody last knocked, this phone's own word first. */
export function lastVisitedAt(door: Household): string | null {
  return door.local_visited_at ?? door.last_visited_at
}

/** When somebody is said to be in, as the newest knock had it: of no use once the door is done with. */
export function comeBackAt(door: Household): string | null {
  if (standingOf(door) !== 'uncovered') return null
  return (door.local_outcome ? door.local_come_back_at : door.come_back_at) ?? null
}

/** Counts of every standing; covered + covered_here + excluded + uncovered = all. */
export function tallyDoors(doors: readonly Household[]): Tally {
  const tally: Tally = { uncovered: 0, covered: 0, covered_here: 0, excluded: 0, all: 0, proposed: 0 }
  for (const door of doors) {
    if (door.proposed) {
      tally.proposed += 1
      continue
    }
    tally.all += 1
    if (taughtHere(door)) tally.covered_here += 1
    else tally[door.state] += 1
  }
  return tally
}

/** The doors under one of the chips. */
export function filterDoors(doors: readonly Household[], filter: Filter): Household[] {
  return filter === 'all' ? [...doors] : doors.filter((door) => standingOf(door) === filter)
}

/** What a knock of this phone shows at its door. */
export function knockOf({ outcome, recorded_at, come_back_at }: Entry) {
  return { local_outcome: outcome, local_visited_at: recorded_at, local_come_back_at: come_back_at ?? null }
}

/** A door at which this phone did nothing. */
export const NO_KNOCK = { local_outcome: null, local_visited_at: null, local_come_back_at: null }
