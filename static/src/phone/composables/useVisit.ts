// A visit being written: its draft, what is still missing, and saving it for good.
import { computed, reactive, ref, toRaw, watch } from 'vue'
import { dayOf } from '@shared/words'
import type { Outcome } from '@shared/words'
import { placeOf } from '../domain/distance'
import { fillNotice } from '../domain/notice'
import type { Campaign, Draft, Household, SignedSlip, VisitInput } from '../domain/records'
import { whatIsMissing } from '../domain/visit'
import { dropDraft, findDraft, saveDraft } from '../local/drafts'
import type { PhoneDb } from '../local/db'
import { recordVisit } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor } from './useDoors'
import { useWorkspace } from './workspace'

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

function hasContent(draft: Draft, door: Household): boolean {
  const changedSigner = draft.signer_name !== door.householder || draft.signer_relation !== 'self'
  return Boolean(draft.note || draft.witness || draft.strokes.length > 0 || changedSigner)
}

function openDb(db: PhoneDb | null): PhoneDb {
  if (!db) throw new Error('a visit needs a signed-in worker')
  return db
}

/** The form of one visit. `restored` says that an earlier draft came back. */
export function useVisit(door: Household, campaign: Campaign, outcome: Outcome) {
  const { db } = useWorkspace()
  const whereabouts = useWhereabouts()
  const draft = reactive(blank(door, outcome))
  const restored = ref(false)
  const saved = ref(false)
  const unfinished = computed(() => !saved.value && hasContent(draft, door))
  // Filled once, when the form opens: what was read is what is signed, even across midnight.
  const noticeText = fillNotice(campaign.template, door, dayOf(new Date()))

  async function restore(): Promise<void> {
    const kept = await findDraft(openDb(db.value), door.id)
    if (kept?.outcome !== outcome) return
    Object.assign(draft, kept)
    restored.value = true
  }

  async function discard(): Promise<void> {
    Object.assign(draft, blank(door, outcome))
    restored.value = false
    await dropDraft(openDb(db.value), door.id)
  }

  async function keepDraft(): Promise<void> {
    if (saved.value) return
    // Everything taken back by hand is no draft any more, and the list must not say so.
    if (!hasContent(draft, door)) return dropDraft(openDb(db.value), door.id)
    await saveDraft(openDb(db.value), { ...toRaw(draft), saved_at: new Date().toISOString() })
  }
  watch(draft, () => void keepDraft())

  function inputWith(image: ArrayBuffer | null): VisitInput {
    const slip: SignedSlip | null = image && {
      template_id: campaign.template.id,
      text: noticeText,
      signer_name: draft.signer_name,
      signer_relation: draft.signer_relation,
      strokes: JSON.parse(JSON.stringify(draft.strokes)) as Draft['strokes'],
      image,
    }
    const { note, witness } = draft
    return { household: door, campaign_id: campaign.id, outcome, note, witness, slip, ...whereabouts.reading() }
  }

  /** Save for good. Answers what is missing, or where to go next. */
  async function save(image: ArrayBuffer | null) {
    const missing = whatIsMissing(outcome, draft.signer_name, image !== null)
    if (missing) return { missing, next: null }
    const open = openDb(db.value)
    await recordVisit(open, inputWith(image))
    saved.value = true
    return { missing: null, next: await findNextDoor(open, whereabouts.place.value ?? placeOf(door)) }
  }

  return { draft, restored, unfinished, noticeText, restore, discard, save }
}
