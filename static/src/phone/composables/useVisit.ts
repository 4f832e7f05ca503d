// A visit being written: what is still missing, and saving it for good.
import { type Way, WAYS } from '@shared/ways'
import type { Outcome } from '@shared/words'
import { computed } from 'vue'
import type { Draft } from '../domain/begun'
import { UnreadablePhoto } from '../domain/photos'
import type { Campaign, Household, SlipInput, VisitInput } from '../domain/records'
import { slipText, typedCode, wayOf, whatIsMissing } from '../domain/slip'
import { lessonOf } from '../domain/talk'
import type { PhoneDb } from '../local/db'
import { StoreLost } from '../local/reopen'
import { recordVisit } from '../local/visits'
import { useWhereabouts } from './position'
import { findNextDoor } from './useDoors'
import { useDraft } from './useDraft'
import { useFormLock } from './useFormLock'
import { useNotice } from './useNotice'
import { useSheet } from './useSheet'
import { useWorkspace } from './workspace'

/** The database that a form writes to. */
export function openDb(db: PhoneDb | null): PhoneDb {
  if (!db) throw new Error('a form needs a signed-in worker')
  return db
}

/** Why a visit could not be saved, and what to do about it. */
export function failureWords(failure: unknown): string {
  if (failure instanceof StoreLost) return '没有存成：本机存储断开了。草稿已留下，请重新打开本页再保存。'
  if (failure instanceof UnreadablePhoto) return '刚拍的照片打不开，所以还没有保存。请重拍一张，或直接再点保存。'
  return '没有存成，可能是手机空间不足。请不要离开本页，清理空间后再点保存。'
}

/** The form of one visit. */
export function useVisit(door: Household, campaign: Campaign, outcome: Outcome) {
  const { db, account } = useWorkspace()
  const whereabouts = useWhereabouts()
  const { draft, photos, proof, saved, allKept, ...rest } = useDraft(() => openDb(db.value), door, outcome)
  const way = computed(() => wayOf(draft.way, draft.signer_relation))
  const { notice, ...reading } = useNotice({ draft, way, proof }, door, campaign, account.value?.user.name ?? '')
  const { doubts: sheetDoubts, settled } = useSheet(door, () => draft.paper_code, proof, () => way.value === 'paper')
  useFormLock()

  /** Only what the way needs; what was filled in for another one stays behind. */
  function slipWith(way: Way, picture: ArrayBuffer | null): SlipInput {
    const needs = WAYS[way]
    const { signer_name, signer_relation, strokes } = draft
    return {
      template_id: notice.value.template_id,
      text: slipText(notice.value.text, way),
      way,
      reason: needs.reason ? draft.reason : '',
      signer_name,
      signer_relation: signer_name.trim() ? signer_relation : '',
      strokes: needs.picture === 'signature' ? (JSON.parse(JSON.stringify(strokes)) as Draft['strokes']) : null,
      picture,
      paper_code: way === 'paper' ? typedCode(draft.paper_code) : '',
    }
  }

  function inputWith(picture: ArrayBuffer | null): VisitInput {
    const slip = way.value && slipWith(way.value, picture)
    // A plain refusal may name one too.
    const witness = slip && !WAYS[slip.way].witness ? '' : draft.witness
    const lesson = draft.talk ? lessonOf(draft.talk, door) : null
    const rest = { note: draft.note, witness, come_back_at: null, lesson, slip, photos: photos.value }
    return { household: door, campaign_id: campaign.id, outcome, ...rest, ...whereabouts.reading() }
  }

  function pictureOf(signature: ArrayBuffer | null): ArrayBuffer | null {
    const stands = way.value && WAYS[way.value].picture
    if (stands === 'proof') return proof.value[0] ?? null
    return stands ? signature : null
  }

  /** Save for good. Answers what is missing, or where to go next and whether the phone is nearly full; null where somebody is not `sure`. */
  async function save(signature: () => Promise<ArrayBuffer | null>, sure: (doubts: string[]) => Promise<boolean>) {
    // A photo that was just taken is part of it, however long this phone takes to make it ready.
    await allKept()
    const picture = pictureOf(await signature())
    const missing = whatIsMissing({ ...draft, way: way.value, has_picture: picture !== null })
    if (missing) return { missing, next: null, tight: false }
    const doubts = await settled()
    if (doubts.length > 0 && !(await sure(doubts))) return null
    const open = openDb(db.value)
    await recordVisit(open, inputWith(picture))
    saved.value = true
    const next = await findNextDoor(open, { place: whereabouts.near(), left: door }, [door])
    return { missing: null, next, tight: open.tight }
  }

  return { draft, photos, proof, way, notice, sheetDoubts, ...reading, save, ...rest }
}
