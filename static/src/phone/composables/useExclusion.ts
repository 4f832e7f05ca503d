// A request for an exclusion being written: what it still lacks, and saving it for good.
import { dayOf, type ExclusionReason } from '@shared/words'
import { type MissingEvidence, missingEvidence, needsOf } from '@shared/exclusions'
import type { ExclusionInput, Household } from '../domain/records'
import { recordExclusion } from '../local/visits'
import { takeBack } from '../sync/asking'
import { useExclusionDraft } from './useDraft'
import { useFormLock } from './useFormLock'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

/** The form of one request. */
export function useExclusion(door: Household) {
  const { db } = useWorkspace()
  const { draft: form, photos, saved, allKept, ...rest } = useExclusionDraft(() => openDb(db.value), door)
  useFormLock()

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
    await allKept()
    if (!form.reason) return { field: 'words', words: '请选择剔除的原因' }
    const input = inputFor(form.reason)
    const [missing] = missingEvidence({ ...input, photos: input.photos.length }, dayOf(new Date()))
    if (missing) return missing
    await recordExclusion(openDb(db.value), input)
    saved.value = true
    return null
  }

  return { form, photos, save, ...rest }
}

/** Taking a request back: answers what to tell the worker. What became of it stands in the list once a sync has told. */
export function useTakingBack() {
  const { syncNow } = useWorkspace()

  return async function takeItBack(id: string): Promise<string> {
    const answer = await takeBack(id)
    await syncNow()
    return answer.ok ? '已撤回' : answer.message
  }
}
