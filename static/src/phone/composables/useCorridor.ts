// Several doors of one building or street at which nobody answered, recorded by one tap.
import { ref } from 'vue'
import type { Household } from '../domain/records'
import { openLabels } from '../local/entries'
import { recordVisits, recordWithdrawals } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor, useCampaign, walkedToday } from './useDoors'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

export function useCorridor() {
  const { db } = useWorkspace()
  const campaign = useCampaign()
  const whereabouts = useWhereabouts()
  const chosen = ref(new Set<string>())

  function toggle(id: string): void {
    if (!chosen.value.delete(id)) chosen.value.add(id)
  }

  /** A visit for each of these doors, all of them or none. */
  async function save(doors: readonly Household[]): Promise<string[]> {
    if (!campaign.value) return []
    const rest = { campaign_id: campaign.value.id, outcome: 'no_answer', note: '', witness: '', come_back_at: null, lesson: null, slip: null, photos: [] } as const
    const reading = whereabouts.reading()
    const stored = await recordVisits(openDb(db.value), doors.map((household) => ({ ...rest, photos: [], household, ...reading })))
    chosen.value.clear()
    return stored
  }
  /** As if nobody had tapped: all of them taken back, or none. */
  async function undo(ids: string[]): Promise<void> {
    const open = openDb(db.value)
    const visits = await open.outbox.bulkGet(ids)
    await recordWithdrawals(open, await openLabels(open, visits.filter((visit) => visit !== undefined)), 'undone')
  }
  const nextAfter = (left: Household | null) => findNextDoor(openDb(db.value), { place: whereabouts.near(), left })
  return { campaign, chosen, walked: useLive(walkedToday), toggle, save, undo, nextAfter }
}
