// The ways a slip is given, and what each needs: the server's own table.
import NEEDS from '../../../app/slips/ways.json'

export type Way = keyof typeof NEEDS

export interface WayNeeds {
  word: string
  /** Of the visit that it belongs to. */
  outcome: 'taught' | 'refused'
  /** What it is complete with; at once where there is none. */
  picture: 'signature' | 'proof' | null
  witness: boolean
  reason: boolean
  /** What stands under the notice. */
  closing: string
}

export const WAYS = NEEDS as Readonly<Record<Way, WayNeeds>>
