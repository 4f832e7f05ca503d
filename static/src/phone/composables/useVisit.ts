// A visit being written: what is still missing, and saving it for good.
import { onScopeDispose } from 'vue'
import type { Outcome } from '@shared/words'
import { placeOf } from '../domain/distance'
import type { Campaign, Draft, Household, SignedSlip, VisitInput } from '../domain/records'
import { whatIsMissing } from '../domain/visit'
import type { PhoneDb } from '../local/db'
import { FORM_LOCK, hold } from '../local/locks'
import { StoreLost } from '../local/reopen'
import { recordVisit } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor } from './useDoors'
import { useDraft } from './useDraft'
import { useNotice } from './useNotice'
import { useWorkspace } from './workspace'

/** The database that a form writes to. */
export function openDb(db: PhoneDb | null): PhoneDb {
  if (!db) throw new Error('a form needs a signed-in worker')
  return db
}

/** Why a visit could not be saved, and what to do about it. */
export function failureWords(failure: unknown): string {
  if (failure instanceof StoreLost) return '没有存成：本机存储断开了。草稿已留下，请重新打开本页再保存。'
  return '没有存成，可能是手机空间不足。请不要离开本页，清理空间后再点保存。'
}

/** The form of one visit. */
export function useVisit(door: Household, campaign: Campaign, outcome: Outcome) {
  const { db, account } = useWorkspace()
  const whereabouts = useWhereabouts()
  const { draft, photos, saved, ...rest } = useDraft(() => openDb(db.value), door, outcome)
  const { notice, ...reading } = useNotice(draft, door, campaign, account.value?.user.name ?? '')
  // No page may be replaced by a newer one of the app while somebody writes here.
  onScopeDispose(hold(FORM_LOCK))

  function inputWith(image: ArrayBuffer | null): VisitInput {
    const slip: SignedSlip | null = image && {
      template_id: notice.value.template_id,
      text: notice.value.text,
      signer_name: draft.signer_name,
      signer_relation: draft.signer_relation,
      strokes: JSON.parse(JSON.stringify(draft.strokes)) as Draft['strokes'],
      image,
    }
    const { note, witness } = draft
    return { household: door, campaign_id: campaign.id, outcome, note, witness, slip, photos: photos.value, ...whereabouts.reading() }
  }

  /** Save for good. Answers what is missing, or where to go next and whether the phone is nearly full. */
  async function save(image: ArrayBuffer | null) {
    const missing = whatIsMissing(outcome, draft.signer_name, image !== null)
    if (missing) return { missing, next: null, tight: false }
    const open = openDb(db.value)
    await recordVisit(open, inputWith(image))
    saved.value = true
    const next = await findNextDoor(open, whereabouts.place.value ?? placeOf(door))
    return { missing: null, next, tight: open.tight }
  }

  return { draft, photos, notice, ...reading, save, ...rest }
}
