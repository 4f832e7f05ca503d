// A visit of one tap: nobody was in, at one door or along a whole corridor.
import type { Campaign, Household, VisitInput } from '../domain/records'
import { recordVisits } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor } from './useDoors'
import type { Saved } from './useGoingOn'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

export function useKnock() {
  const { db } = useWorkspace()
  const whereabouts = useWhereabouts()

  /** Save a visit for each of these doors for good, all of them or none. */
  return async (doors: readonly Household[], campaign: Campaign, come_back_at: string | null): Promise<Saved> => {
    const open = openDb(db.value)
    const reading = whereabouts.reading()
    const inputOf = (household: Household): VisitInput => ({
      household,
      campaign_id: campaign.id,
      outcome: 'no_answer',
      note: '',
      witness: '',
      come_back_at,
      lesson: null,
      slip: null,
      photos: [],
      ...reading,
    })
    await recordVisits(open, doors.map(inputOf))
    const next = await findNextDoor(open, { place: whereabouts.near(), left: doors[doors.length - 1] ?? null }, doors)
    return { next, tight: open.tight }
  }
}
