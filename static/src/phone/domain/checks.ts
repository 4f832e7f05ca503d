// A door that is checked: whether somebody came and taught is asked there, by whoever does not know what was recorded.
import { CHECK_ANSWERS, type CheckAnswer } from '@shared/checks'
import { sha256Hex } from '@shared/hash'
import { formatDay } from '@shared/words'
import type { Check, CheckInput, Entry } from './records'
import { clocksNow, type Making, type SealedEvent, typed } from './visit'

/** The version of the body below. */
export const CHECK_VERSION = 1

/** After so many knocks with nobody at home the server has another door stand in. */
const MOST_KNOCKS = 2

type Heard = Pick<Check, 'answer' | 'times_away' | 'local_answer' | 'local_away'>

/** Serialise what was heard once and for all. */
export async function sealCheck({ check, answer, signature, note }: CheckInput, { anchor }: Pick<Making, 'anchor'>): Promise<SealedEvent> {
  const said = { door_id: check.id, household_id: check.household_id, answer, signature: signature ?? '', note: typed(note) }
  const body = JSON.stringify({ ...said, ...clocksNow(anchor) })
  return { body, sha256: await sha256Hex(body), images: [] }
}

/** What counts of what was heard here: this phone's own word first, and nobody at home is no word. */
const answerOf = (check: Heard): CheckAnswer | null => check.local_answer ?? check.answer

const knocksOf = ({ times_away, local_away }: Heard) => times_away + local_away

/** Nothing is left to be asked here. */
export const isAsked = (check: Heard): boolean => answerOf(check) !== null || knocksOf(check) >= MOST_KNOCKS

/** What was heard here, in a few words; empty where nobody knocked yet. */
export function heardWords(check: Heard): string {
  const [answer, knocks] = [answerOf(check), knocksOf(check)]
  if (answer) return CHECK_ANSWERS[answer]
  if (knocks >= MOST_KNOCKS) return '两次没人，换一户问'
  return knocks > 0 ? '没人在家，再去一次' : ''
}

/** What these entries of one check come to, the oldest first, while the server has not told of them. */
export function heardHere(entries: readonly Pick<Entry, 'answer'>[]): Pick<Check, 'local_answer' | 'local_away'> {
  const [newest] = entries.map(({ answer }) => answer ?? null).filter((answer) => answer !== null && answer !== 'away').slice(-1)
  return { local_answer: newest ?? null, local_away: entries.filter(({ answer }) => answer === 'away').length }
}

/** How many there are, and at how many nothing is left to be asked. */
export function tallyChecks(checks: readonly Heard[]): { asked: number; all: number } {
  return { asked: checks.filter(isAsked).length, all: checks.length }
}

/** The one question at such a door. */
export function questionOf(since: string | undefined): string {
  return `${since ? `${formatDay(since)}以来，` : ''}有没有人上门讲过反诈？`
}

/** Words that spare typing what was told; nothing that puts an answer into anybody's mouth. */
export const QUICK_WORDS: Record<CheckAnswer, string[]> = {
  confirmed: ['讲了骗术，说得出', '签了字，没怎么讲', '只发了宣传单'],
  denied: ['问了家里人，都说没有', '只收到过宣传单'],
  unsure: ['老人在家，说不清', '签字的人不在家'],
  away: ['敲门无人应', '邻居说外出务工'],
}
