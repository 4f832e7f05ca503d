// A visit of one tap: nobody was in, and when to come again.
import type { Campaign, Household } from '../domain/records'
import { recordVisit } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor } from './useDoors'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

export function useKnock() {
  const { db } = useWorkspace()
  const whereabouts = useWhereabouts()

  /** Save for good; answers where to go next, and whether the phone is nearly full. */
  return async (household: Household, campaign: Campaign, come_back_at: string | null) => {
    const open = openDb(db.value)
    await recordVisit(open, {
      household,
      campaign_id: campaign.id,
      outcome: 'no_answer',
      note: '',
      witness: '',
      come_back_at,
      lesson: null,
      slip: null,
      photos: [],
      ...whereabouts.reading(),
    })
    return { next: await findNextDoor(open, { place: whereabouts.near(), left: household }), tight: open.tight }
  }
}
