// A visit begun and not saved: everything written is kept as it is written.
import { computed, reactive, ref, shallowRef, toRaw, watch } from 'vue'
import type { Outcome } from '@shared/words'
import type { Draft, Household } from '../domain/records'
import type { PhoneDb } from '../local/db'
import { dropDraft, findDraft, findDraftPhotos, saveDraft, saveDraftPhotos } from '../local/drafts'

function blank(door: Household, outcome: Outcome): Draft {
  return {
    household_id: door.id,
    outcome,
    note: '',
    witness: '',
    signer_name: door.householder,
    signer_relation: 'self',
    strokes: [],
    saved_at: '',
  }
}

function hasContent(draft: Draft, photos: ArrayBuffer[], door: Household): boolean {
  const changedSigner = draft.signer_name !== door.householder || draft.signer_relation !== 'self'
  return Boolean(draft.note || draft.witness || draft.strokes.length + photos.length > 0 || changedSigner)
}

/** The draft of one visit. `restored` says that an earlier one came back; once `saved`, nothing is kept any more. */
export function useDraft(db: () => PhoneDb, door: Household, outcome: Outcome) {
  const draft = reactive(blank(door, outcome))
  const photos = shallowRef<ArrayBuffer[]>([])
  const restored = ref(false)
  const saved = ref(false)
  const unfinished = computed(() => !saved.value && hasContent(draft, photos.value, door))

  async function restore(): Promise<void> {
    const kept = await findDraft(db(), door.id)
    if (kept?.outcome !== outcome) return
    photos.value = await findDraftPhotos(db(), door.id)
    Object.assign(draft, kept)
    restored.value = true
  }

  async function discard(): Promise<void> {
    Object.assign(draft, blank(door, outcome))
    photos.value = []
    restored.value = false
    await dropDraft(db(), door.id)
  }

  async function keep(): Promise<void> {
    if (saved.value) return
    // Everything taken back by hand is no draft any more, and the list must not say so.
    if (!hasContent(draft, photos.value, door)) return dropDraft(db(), door.id)
    await saveDraft(db(), { ...toRaw(draft), saved_at: new Date().toISOString() })
  }
  watch(draft, () => void keep())

  /** Photos are kept at once: a phone may close the page to make room for its camera. */
  async function keepPhotos(kept: ArrayBuffer[]): Promise<void> {
    await saveDraftPhotos(db(), door.id, kept)
    photos.value = kept
    await keep()
  }

  return { draft, photos, restored, saved, unfinished, restore, discard, keepPhotos }
}
