// What was begun at a door and is not saved yet, as it is kept on the phone.
import type { Audience } from '@shared/notice'
import type { Way } from '@shared/ways'
import type { ExclusionReason, Outcome, Relation, WitnessRole } from '@shared/words'
import type { CheckForm, ReadNotice, Stroke } from './records'
import type { Talk } from './talk'

/** What was filled in of a request so far; who vouches is a neighbour until another is chosen. */
export interface ExclusionForm {
  reason: ExclusionReason | null
  words: string
  witness: string
  witness_role: WitnessRole
  returns_on: string
}

/** How a slip is chosen to be given; who signs on the screen, and so `adult`, is said by the relation. */
export type ChosenWay = Exclude<Way, 'adult'>

/** A visit begun and not saved. Points are kept as the pad gave them, to be drawn again. */
export interface Draft {
  household_id: string
  outcome: Outcome
  /** None where the visit has no slip. */
  way: ChosenWay | null
  reason: string
  paper_code: string
  note: string
  witness: string
  signer_name: string
  signer_relation: Relation
  strokes: Stroke[]
  /** Whom the notice speaks to, where it is not who usually opens; an older app kept none. */
  audience?: Audience | null
  /** What was read when the pen touched the screen: the strokes stand under it, whatever the notice has become since. */
  read?: ReadNotice | null
  /** The way whose closing words stood above the strokes. */
  signed_as?: Way | null
  /** What was taught and asked so far; an older app asked nothing. */
  talk?: Talk | null
  saved_at: string
}

/** What was heard at a door that is checked, begun and not saved; `household_id` is its own key. */
export interface CheckDraft extends CheckForm {
  household_id: string
  saved_at: string
}

/** A request begun and not saved; `household_id` is its own key, so that a door may have a begun visit beside it. */
export interface ExclusionDraft extends ExclusionForm {
  household_id: string
  saved_at: string
}
