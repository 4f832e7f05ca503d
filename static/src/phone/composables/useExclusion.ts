// A request for an exclusion being written: what it still lacks, and saving it for good.
import { dayOf, type ExclusionReason, type WitnessRole } from '@shared/words'
import { type MissingEvidence, missingEvidence, needsOf } from '@shared/exclusions'
import { onScopeDispose, reactive, shallowRef } from 'vue'
import type { ExclusionInput, Household } from '../domain/records'
import { FORM_LOCK, hold } from '../local/locks'
import { recordExclusion } from '../local/visits'
import { useWorkspace } from './workspace'

/** What was filled in so far; who vouches is a neighbour until another is chosen. */
export interface ExclusionForm {
  reason: ExclusionReason | null
  words: string
  witness: string
  witness_role: WitnessRole
  returns_on: string
}

export function useExclusion(door: Household) {
  const { db } = useWorkspace()
  const form = reactive<ExclusionForm>({ reason: null, words: '', witness: '', witness_role: 'neighbour', returns_on: '' })
  const photos = shallowRef<ArrayBuffer[]>([])
  // No page may be replaced by a newer one of the app while somebody writes here.
  onScopeDispose(hold(FORM_LOCK))

  /** Only what the reason needs; what was filled in for another one stays behind. */
  function inputFor(reason: ExclusionReason): ExclusionInput {
    const needs = needsOf(reason)
    const role = needs.witness.includes(form.witness_role) ? form.witness_role : needs.witness[0] ?? null
    return {
      household: door,
      reason,
      words: form.words,
      witness: needs.witness.length ? form.witness : '',
      witness_role: role,
      returns_on: needs.returns_on ? form.returns_on || null : null,
      photos: needs.photo ? photos.value : [],
    }
  }

  /** Save for good; answers what is missing first, if anything is. */
  async function save(): Promise<MissingEvidence | null> {
    if (!form.reason) return { field: 'words', words: '请选择剔除的原因' }
    const input = inputFor(form.reason)
    const [missing] = missingEvidence({ ...input, photos: input.photos.length }, dayOf(new Date()))
    if (missing) return missing
    if (!db.value) throw new Error('a request needs a signed-in worker')
    await recordExclusion(db.value, input)
    return null
  }

  return { form, photos, save }
}
