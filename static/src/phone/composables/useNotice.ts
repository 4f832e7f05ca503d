// The notice that is read at a door: whom it speaks to, and the words that a signature stands under.
import { computed, type Ref, watch } from 'vue'
import type { Audience } from '@shared/notice'
import { type Way, WAYS } from '@shared/ways'
import { dayOf } from '@shared/words'
import { audiencesOf, readAt, usualAudience } from '../domain/notice'
import type { Draft } from '../domain/begun'
import type { Campaign, Household } from '../domain/records'

/** What was written of it, how the slip is given, and the photo that stands for a signature. */
interface Written {
  draft: Draft
  way: Readonly<Ref<Way | null>>
  proof: Readonly<Ref<ArrayBuffer[]>>
}

/** The notice of a visit that is being written. */
export function useNotice({ draft, way, proof }: Written, door: Household, campaign: Campaign, worker: string) {
  // Of the day on which the form opened: what was read is what is signed, even across midnight.
  const day = dayOf(new Date())
  const audience = computed(() => draft.audience ?? usualAudience(door))
  const filled = computed(() => readAt(door, campaign, audience.value, { day, worker }))
  const isSigned = computed(() => draft.strokes.length + proof.value.length > 0)
  // A draft that is taken up later brings the words that were signed, and keeps them until it is signed (photographed) anew.
  watch(isSigned, (signed) => { draft.read = signed ? draft.read ?? filled.value : null })

  watch(() => draft.strokes.length > 0, (inked) => { draft.signed_as = inked ? draft.signed_as ?? way.value : null })

  /** Read another audience's notice; answers whether a signature (or its photo) is given up, which stood under other words. */
  function readTo(chosen: Audience): boolean {
    const wasSigned = isSigned.value && chosen !== audience.value
    draft.audience = chosen === usualAudience(door) ? null : chosen
    if (wasSigned) Object.assign(draft, { strokes: [], read: null })
    return wasSigned
  }

  /** Close the notice by another way; answers whether a signature is given up, which stood above other closing words. */
  function closeBy(chosen: Way): boolean {
    const isOther = draft.strokes.length > 0 && WAYS[chosen].picture === 'signature' && draft.signed_as !== chosen
    if (isOther) Object.assign(draft, { strokes: [], signed_as: null })
    return isOther
  }

  return { audience, audiences: audiencesOf(campaign), notice: computed(() => draft.read ?? filled.value), readTo, closeBy }
}
