// What each reason needs before it can be asked for, and until when it holds: the server's own table.
import NEEDS from '../../../app/exclusions/reasons.json'
import type { ExclusionReason, WitnessRole } from './words'

export interface Needs {
  photo: boolean
  /** Who may vouch for it; nobody has to where it is empty. */
  witness: readonly WitnessRole[]
  words: boolean
  returns_on: boolean
  usual_days: number
  most_days: number
}

export const needsOf = (reason: ExclusionReason): Needs => NEEDS[reason] as Needs

/** What was brought so far; days as 2026-11-22. */
export interface Evidence {
  reason: ExclusionReason
  words: string
  witness: string
  witness_role: WitnessRole | null
  returns_on: string | null
  photos: number
}

/** A piece of evidence that is missing, and what to do about it. */
export interface MissingEvidence { field: 'photo' | 'witness' | 'returns_on' | 'words', words: string }

/** What the words beside a reason are to tell. */
export const WORDS_HINTS: Readonly<Record<ExclusionReason, string>> = {
  vacant: '例如：连续三次上门无人，长期空置',
  registered_only: '户口为什么挂在这里，人现在在哪里',
  away: '例如：全家在杭州务工，春节返乡',
  lives_elsewhere: '现在住在哪里，怎样核实的',
  demolished: '例如：2026 年 5 月已拆除',
  moved_out: '户口迁到哪里，何时迁的',
}

/** Everything that a reason needs and that is not there yet, in the order of the form. */
export function missingEvidence(evidence: Evidence, today: string): MissingEvidence[] {
  const needs = needsOf(evidence.reason)
  const vouched = evidence.witness.trim() !== '' && evidence.witness_role !== null && needs.witness.includes(evidence.witness_role)
  const gaps: (MissingEvidence | false)[] = [
    needs.photo && evidence.photos === 0 && { field: 'photo', words: '请拍一张现场照片' },
    needs.witness.length > 0 && !vouched && {
      field: 'witness', words: needs.witness.length === 1 ? '请填写作证的村（居）干部姓名' : '请填写证明人（邻居或村干部）姓名',
    },
    needs.returns_on && !evidence.returns_on && { field: 'returns_on', words: '请选择预计返回的日期' },
    needs.returns_on && evidence.returns_on !== null && evidence.returns_on <= today && {
      field: 'returns_on', words: '返回日期须在今天以后；人已回来的请直接上门',
    },
    needs.words && evidence.words.trim().length < 2 && { field: 'words', words: '请写明情况，至少两个字' },
  ]
  return gaps.filter((gap): gap is MissingEvidence => gap !== false)
}

/** A day so many days on. */
export function dayAfter(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The last day it may hold: the most days of its reason, and never the day of coming home. */
export function latestExpiry(reason: ExclusionReason, today: string, returnsOn: string | null): string {
  return capped(dayAfter(today, needsOf(reason).most_days), reason, returnsOn)
}

/** The last day it holds when nobody says; the server reckons the same. */
export function usualExpiry(reason: ExclusionReason, today: string, returnsOn: string | null): string {
  return capped(dayAfter(today, needsOf(reason).usual_days), reason, returnsOn)
}

function capped(day: string, reason: ExclusionReason, returnsOn: string | null): string {
  if (!needsOf(reason).returns_on || !returnsOn) return day
  const last = dayAfter(returnsOn, -1)
  return last < day ? last : day
}
