// A form begun and not saved: everything written is kept as it is written.
import { computed, reactive, ref, toRaw, watch } from 'vue'
import type { Outcome } from '@shared/words'
import type { CheckDraft, Draft, ExclusionDraft } from '../domain/begun'
import type { Check, Household } from '../domain/records'
import { usualWay } from '../domain/slip'
import { isBegun as talkIsBegun, newTalk } from '../domain/talk'
import type { PhoneDb } from '../local/db'
import { askedDraftOf, checkDraftOf, proofPhotoOf } from '../local/doors'
import { dropDraft, findDraft, findDraftPhotos, saveDraft, saveDraftPhotos } from '../local/drafts'
import { photosInHand } from './photosInHand'

/** What a form is while it is empty, and whether there is anything in it to keep. */
interface Form<Kept> {
  blank: () => Kept
  hasContent: (draft: Kept, photos: number) => boolean
  /** Whether what was found goes on in this form. */
  goesOn?: (kept: Kept) => boolean
  /** What of it cannot go on. */
  without?: (kept: Kept) => Partial<Kept>
}

/** The draft of one form. `restored` says that an earlier one came back; once `saved`, nothing is kept any more. */
function useKept<Kept extends Draft | ExclusionDraft | CheckDraft>(db: () => PhoneDb, { blank, hasContent, goesOn, without }: Form<Kept>) {
  const draft = reactive(blank()) as Kept
  const of = draft.household_id
  const { listKeptBy, allKept } = photosInHand()
  // Photos are kept at once: a phone may close the page to make room for its camera.
  const { photos, change: keepPhotos } = listKeptBy((kept) => saveDraftPhotos(db(), of, kept), keep)
  /** The one that stands for a signature; a list of none or one. */
  const { photos: proof, change: keepProof } = listKeptBy((kept) => saveDraftPhotos(db(), proofPhotoOf(of), kept), keep)
  const restored = ref(false)
  const saved = ref(false)
  const isBegun = () => hasContent(draft, photos.value.length + proof.value.length)
  const unfinished = computed(() => !saved.value && isBegun())

  async function restore(): Promise<void> {
    const kept = await findDraft<Kept>(db(), of)
    if (!kept || goesOn?.(kept) === false) return
    photos.value = await findDraftPhotos(db(), of)
    proof.value = await findDraftPhotos(db(), proofPhotoOf(of))
    Object.assign(draft, kept, without?.(kept))
    restored.value = true
  }

  async function discard(): Promise<void> {
    Object.assign(draft, blank())
    photos.value = []
    proof.value = []
    restored.value = false
    await dropDraft(db(), of)
  }

  async function keep(): Promise<void> {
    if (saved.value) return
    // Everything taken back by hand is no draft any more, and the list must not say so.
    if (!isBegun()) return dropDraft(db(), of)
    await saveDraft(db(), { ...toRaw(draft), saved_at: new Date().toISOString() })
  }
  watch(draft, () => void keep())

  return { draft, photos, proof, restored, saved, unfinished, restore, discard, keepPhotos, keepProof, allKept }
}

/** The draft of one visit. */
export function useDraft(db: () => PhoneDb, door: Household, outcome: Outcome) {
  return useKept<Draft>(db, {
    blank: () => ({
      household_id: door.id,
      outcome,
      way: usualWay(outcome),
      reason: '',
      paper_code: '',
      note: '',
      witness: '',
      signer_name: door.householder,
      signer_relation: 'self',
      strokes: [],
      audience: null,
      read: null,
      signed_as: null,
      talk: outcome === 'taught' ? newTalk(door) : null,
      saved_at: '',
    }),
    hasContent: (draft, photos) => {
      const { note, witness, reason, paper_code, strokes } = draft
      const changedSigner = draft.signer_name !== door.householder || draft.signer_relation !== 'self'
      const talked = draft.talk && talkIsBegun(draft.talk, door)
      const written = note || witness || reason || paper_code || draft.audience || talked
      return Boolean(written || strokes.length + photos > 0 || changedSigner || draft.way !== usualWay(outcome))
    },
    goesOn: (kept) => kept.outcome === outcome,
    // An older app did not keep the words that were signed.
    without: (kept) => (kept.read ? {} : { strokes: [] }),
  })
}

/** The draft of one request for an exclusion. */
export function useExclusionDraft(db: () => PhoneDb, door: Household) {
  return useKept<ExclusionDraft>(db, {
    blank: () => ({
      household_id: askedDraftOf(door.id), reason: null, words: '', witness: '', witness_role: 'neighbour', returns_on: '', saved_at: '',
    }),
    hasContent: ({ reason, words, witness, returns_on }, photos) =>
      Boolean(reason || words || witness || returns_on || photos > 0),
  })
}

/** The draft of what is heard at a door that is checked. */
export function useCheckDraft(db: () => PhoneDb, check: Check) {
  return useKept<CheckDraft>(db, {
    blank: () => ({ household_id: checkDraftOf(check.id), answer: null, signature: null, note: '', saved_at: '' }),
    hasContent: ({ answer, signature, note }) => Boolean(answer || signature || note),
  })
}
