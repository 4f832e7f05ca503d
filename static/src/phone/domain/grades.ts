// My own week: how many visits have which grade, and what each one's reasons are. Compared with nobody.
import type { Letter } from '@shared/grades'
import { LETTERS } from '@shared/grades'
import { formatDay } from '@shared/words'
import type { Household } from './records'
import type { MyGradedVisit, MyGrades } from './wire'

/** What the phone keeps of an answer: no name and no address, which it has in its own doors. */
export interface KeptGrades {
  asked_at: string
  first_on: string
  last_on: string
  visits: MyGradedVisit[]
  /** What the office sees in my week, in sentences. */
  seen: string[]
}

export interface GradedVisit extends MyGradedVisit {
  /** Whose door it was; not every door is on this phone any more. */
  name: string
  address: string
}

/** An answer as it is kept. */
export function keptGrades({ first_on, last_on, visits, items }: MyGrades, asked_at: string): KeptGrades {
  const seen = items.flatMap(({ flags }) => flags.map(({ said }) => said))
  return { asked_at, first_on, last_on, visits, seen }
}

/** How many visits have each grade. */
export function countGrades(visits: readonly MyGradedVisit[]): { letter: Letter; visits: number }[] {
  return LETTERS.map((letter) => ({ letter, visits: visits.filter(({ grade }) => grade === letter).length }))
}

/** Each visit with whose door it was. */
export function withDoors(visits: readonly MyGradedVisit[], doors: readonly Household[]): GradedVisit[] {
  const known = new Map(doors.map((door) => [door.id, door]))
  return visits.map((visit) => {
    const door = known.get(visit.household_id)
    return { ...visit, name: door ? door.title || door.householder : '不在本机的一户', address: door?.address ?? '' }
  })
}

/** 11月23日至11月29日. */
export const weekWords = ({ first_on, last_on }: KeptGrades) => `${formatDay(first_on)}至${formatDay(last_on)}`
