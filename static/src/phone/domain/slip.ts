// How a slip is given at the door: what each way says under the notice, and what it still lacks.
import { paperCodeOf, readPaperCode, statedPaperCode } from '@shared/paperCode'
import { type Way, WAYS } from '@shared/ways'
import type { Outcome, Relation } from '@shared/words'
import type { ChosenWay } from './begun'
import type { Entry, Stroke } from './records'

/** The ways among which a worker chooses, the usual one first; null gives no slip. */
export const CHOICES: { taught: readonly ChosenWay[]; refused: readonly (ChosenWay | null)[] } = {
  taught: ['signed', 'mark', 'paper'],
  refused: [null, 'refused'],
}

/** What stands on their buttons; on the screen anybody of the household may sign. */
export const CHOICE_WORDS: Readonly<Record<ChosenWay | 'none', string>> = {
  signed: '屏幕签字',
  mark: '不会写字',
  paper: '纸质单',
  refused: '当面说明，拒绝签字',
  none: '只记拒绝',
}

/** What a refusal comes to, by how it is given; `counts` says whether one with a witness covers its door. */
export function refusalWords(way: ChosenWay | null, counts: boolean): string {
  const counted = counts ? '，有见证人的计入覆盖' : '，这一户仍算未覆盖'
  return (way ? '听完了、不肯签字的选这项：要写见证人和原因' : '不开门、不愿听的选这项：没有告知单') + counted
}

/** The way that a form begins with. */
export const usualWay = (outcome: Outcome): ChosenWay | null => (outcome === 'taught' ? 'signed' : null)

/** How a slip was given: on the screen by the householder, or by another adult of the household. */
export function wayOf(chosen: ChosenWay | null, relation: Relation): Way | null {
  return chosen === 'signed' && relation !== 'self' ? 'adult' : chosen
}

/** What is signed, word for word: the notice, and what it is closed with. */
export const slipText = (notice: string, way: Way) => `${notice}\n\n${WAYS[way].closing}`

/** What goes along of the code that was typed, right or wrong: the office is to see it. Nothing of other words, which go into no record. */
export const typedCode = (typed: string) => statedPaperCode(typed) ?? ''

/** Whether a typed code is this household's. A note: one may have had to take a neighbour's sheet. */
export function codeWords(typed: string, householdId: string): { agrees: boolean; words: string } | null {
  if (!typed.trim()) return null
  const code = readPaperCode(typed)
  if (!code) return { agrees: false, words: '编码还不对，请对照纸上再看一遍' }
  const agrees = code === paperCodeOf(householdId)
  return { agrees, words: agrees ? '编码是本户的' : '这是另一户的编码，请核对' }
}

/** What speaks against a paper slip being this household's: its typed code, and the household that its photo names; `nameOf` one on this phone. */
export function sheetDoubts(typed: string, onSheet: string | null, householdId: string, nameOf: (id: string) => string | null): string[] {
  const code = codeWords(typed, householdId)
  const isOther = onSheet !== null && onSheet !== householdId
  const name = isOther && nameOf(onSheet)
  const photo = isOther && `照片上的二维码是另一户的${name ? `（${name}）` : ''}，请核对`
  return [photo, code?.agrees === false && code.words].filter((words) => words !== false)
}

/** A field that keeps a visit from being saved, and why, in words for the worker. */
export interface Missing {
  field: 'signer_name' | 'signature' | 'proof' | 'witness' | 'reason' | 'code'
  words: string
}

export interface Filled {
  way: Way | null
  signer_name: string
  witness: string
  reason: string
  paper_code: string
  /** Whether the signature, or the photo that stands for it, is there. */
  has_picture: boolean
  /** What the pen left on the pad, though it may be no signature. */
  strokes: readonly Stroke[]
}

const WORDS: Readonly<Partial<Record<Way, Partial<Record<Missing['field'], string>>>>> = {
  mark: { proof: '请拍下手印，或本人按手印的样子', reason: '请写明为什么不能签字' },
  paper: { proof: '请拍下签好字的纸质告知单' },
  refused: { witness: '请填写见证人姓名；没有见证人的，请选“只记拒绝”', reason: '请写明拒绝签字的原因' },
}
const USUAL: Readonly<Record<Missing['field'], string>> = {
  signer_name: '请填写签名人姓名',
  signature: '还没有签名，请用手指在框内签名',
  proof: '请拍一张照片',
  witness: '请填写见证人姓名',
  reason: '请写明原因',
  code: '编码只有字母和数字，请照纸上改正，或者清空',
}

const SLIP_OF_FINGER = '签名太短了，像是碰了一下，请点“重签”，把姓名写完整'

/** What keeps a visit from being saved yet, the topmost field first; null when nothing does. */
export function whatIsMissing({ way, signer_name, witness, reason, paper_code, has_picture, strokes }: Filled): Missing | null {
  if (!way) return null
  const needs = WAYS[way]
  const gaps: (Missing['field'] | false | null)[] = [
    // Whoever will not sign may not say their name either.
    needs.picture && !signer_name.trim() && 'signer_name',
    !has_picture && needs.picture,
    needs.witness && !witness.trim() && 'witness',
    needs.reason && !reason.trim() && 'reason',
    way === 'paper' && statedPaperCode(paper_code) === null && 'code',
  ]
  const field = gaps.find((gap) => gap) || null
  if (field === 'signature' && strokes.length > 0) return { field, words: SLIP_OF_FINGER }
  if (field) return { field, words: WORDS[way]?.[field] ?? USUAL[field] }
  const isOwnWitness = needs.witness && witness.trim() === signer_name.trim()
  return isOwnWitness ? { field: 'witness', words: '见证人要是另一个人，不能是本人' } : null
}

/** The picture that the slip of a saved visit stands on. */
export function standsOn({ way, blobs }: Pick<Entry, 'way' | 'blobs'>): string | undefined {
  return way && WAYS[way].picture ? blobs[0] : undefined
}

const PICTURES = { signature: '签名', proof: '照片' } as const

/** How the slip of a saved visit was given, and whether it waits for its picture; nothing where a signature is all and goes with the visit. */
export function slipWords({ way, state }: Pick<Entry, 'way' | 'state'>, isPictureUnsent: boolean): string {
  if (!way) return ''
  const { word, picture } = WAYS[way]
  // A signature travels with its visit, which says of itself that it is on this phone; a photo may come long after.
  const isWaiting = picture && isPictureUnsent && (picture === 'proof' || state !== 'waiting')
  const told = [way === 'signed' ? '' : word, isWaiting ? `等${PICTURES[picture]}传到才算数` : ''].filter(Boolean).join('，')
  return told && `告知单：${told}`
}
