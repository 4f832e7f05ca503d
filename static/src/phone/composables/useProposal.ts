// What is proposed about the register at a door: a door that it lacks, and what it has wrong.
import { computed, reactive, watch } from 'vue'
import { doorOf, doorsAt, type Lack, missingOf, type NewDoorForm, saysAddress, saysName, stemOf } from '../domain/proposal'
import type { Household, ProposalInput } from '../domain/records'
import { randomId } from '../domain/uuid'
import { newestVisits } from '../local/outbox'
import { recordProposal } from '../local/visits'
import { useMyGrids } from './useAccount'
import { useWhereabouts } from './position'
import { useFormLock } from './useFormLock'
import { useLive } from './useLive'
import { useMyDoors } from './useDoors'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

/** The form of a door that the roster lacks; `words` is what was searched for in vain. */
export function useNewDoor(words: string) {
  const { db } = useWorkspace()
  const { place, reading, refresh } = useWhereabouts()
  const doors = useMyDoors()
  const grids = useMyGrids()
  const newest = useLive(newestVisits)
  const isAddress = saysAddress(words)
  const form = reactive<NewDoorForm>({
    kind: 'family', grid: '', title: '', householder: saysName(words) ? words : '', phone: '', address: isAddress ? words : '', note: '',
  })
  useFormLock()
  refresh()
  const at = computed(() => (place.value ? reading().position : null))

  /** Most likely it stands beside the door before. */
  const before = computed(() => {
    const last = newest.value?.[0]?.household_id
    return (doors.value ?? []).find(({ id }) => id === last) ?? doors.value?.[0] ?? null
  })

  // What is likely, once, and before there is a field to type in: what is taken out afterwards stays out, and nothing comes between two
  // strokes.
  let begun = ''
  const isRead = computed(() => doors.value !== undefined && grids.value !== undefined && newest.value !== undefined)
  watch(isRead, () => {
    form.grid ||= before.value?.division_code ?? grids.value?.[0]?.code ?? ''
    if (form.address || !before.value) return
    begun = stemOf(before.value.address)
    form.address = begun
  })

  function namesOf(code: string) {
    if (before.value?.division_code === code) return before.value
    const grid = grids.value?.find((one) => one.code === code)
    return { grid_name: grid?.name ?? null, village_name: grid?.village ?? null }
  }

  /** Save for good; answers what is missing, or which door it made. Neither, where a door has this address and nobody is `sure`. */
  async function save(sure: (same: readonly Household[]) => Promise<boolean>): Promise<{ missing: Lack | null; id: string }> {
    const missing = missingOf(form, begun)
    if (missing) return { missing, id: '' }
    const same = doorsAt(doors.value ?? [], form.address)
    if (same.length > 0 && !(await sure(same))) return { missing: null, id: '' }
    const { position } = reading()
    const household = doorOf(randomId(), form, namesOf(form.grid), position)
    const { householder, phone, note } = form
    await recordProposal(openDb(db.value), { kind: 'new', household, householder, phone, position, note })
    return { missing: null, id: household.id }
  }

  return { form, grids, at, isRead, save }
}

/** Saying what the register has wrong of a door. */
export function useCorrection() {
  const { db } = useWorkspace()
  const { reading, refresh, place } = useWhereabouts()

  /** Store it for good; false where there is no position to tell. */
  async function correct(door: Household, kind: ProposalInput['kind'], said: Partial<ProposalInput> = {}): Promise<boolean> {
    const position = kind === 'position' ? reading().position : null
    if (kind === 'position' && !position) return false
    await recordProposal(openDb(db.value), { kind, household: door, householder: '', phone: '', note: '', ...said, position })
    return true
  }

  /** How exact the fix is that would be told now. */
  const accuracy = computed(() => (place.value ? (reading().position?.accuracy_m ?? null) : null))
  return { correct, refresh, accuracy }
}
