// A talk at a door as it is filled in: whom it is for, what was asked, and the lesson that is stored of it.
import type { Listener } from '@shared/lessons'
import { AUDIENCES, type Audience } from '@shared/notice'
import type { AppCheck, Firm, Household, Lesson, Talked } from './records'
import { CARDS, QUESTIONS } from './talkCards'
import { usualAudience } from './notice'

/** What was done at a shop or a firm so far. */
export type FirmTalk = Firm

/** A talk so far. `answers` holds the place of the answer that was given, by question. */
export interface Talk {
  listener: Listener
  answers: Record<string, number>
  app: AppCheck | null
  firm: FirmTalk
  /** The talk is over, and the notice is being signed. */
  isOver: boolean
}

/** How many adults a home is taken to have until somebody says. */
const ADULTS = 2

export const isFirm = (door: Pick<Household, 'kind'>) => door.kind !== 'family'

/** A talk that begins, as the last one at this door went. */
export function newTalk(door: Household): Talk {
  const last = door.local_talk
  return {
    listener: last?.listener ?? usualAudience(door),
    answers: {},
    app: null,
    firm: { role: last?.role ?? null, posters: 0, calls_back: null },
    isOver: false,
  }
}

/** Whose notice goes with a talk; those whom no notice speaks to are read the family's. */
export const noticeFor = (listener: Listener): Audience => (listener in AUDIENCES ? (listener as Audience) : 'family')

/** Whether it is known who is talked to: by what the door is, or by the last talk there. A family may be anybody. */
export const isListenerKnown = (door: Household) => isFirm(door) || Boolean(door.local_talk)

/** How many adults the app is asked about first; never more than are registered there. */
export const adultsAt = (door: Pick<Household, 'local_talk' | 'residents_count'>) =>
  door.local_talk?.adults ?? Math.min(door.residents_count || ADULTS, ADULTS)

/** Whether anything was asked or chosen that is worth keeping. */
export function isBegun(talk: Talk, door: Household): boolean {
  const { listener, firm } = newTalk(door)
  const isTouched = talk.firm.role !== firm.role || talk.firm.posters > 0 || talk.firm.calls_back !== null
  return talk.listener !== listener || Object.keys(talk.answers).length > 0 || talk.app !== null || isTouched
}

function quizOf({ listener, answers }: Talk): Lesson['quiz'] {
  const asked = CARDS[listener].asks.filter((question) => answers[question] !== undefined)
  const told = asked.map((question) => ({ question, right: QUESTIONS[question].right === answers[question] }))
  return told.length > 0 ? told : null
}

function firmOf({ firm }: Talk): Lesson['firm'] {
  const isSaid = firm.role !== null || firm.posters > 0 || firm.calls_back !== null
  return isSaid ? { ...firm } : null
}

/** What is stored of a talk: what was not asked is no answer, and no nought. */
export function lessonOf(talk: Talk, door: Pick<Household, 'kind'>): Lesson {
  return { audience: talk.listener, quiz: quizOf(talk), app: talk.app, firm: isFirm(door) ? firmOf(talk) : null }
}

/** What the next form at this door begins with. */
export function talkedOf(lesson: Lesson | null): Talked | null {
  return lesson && { listener: lesson.audience, adults: lesson.app?.adults ?? null, role: lesson.firm?.role ?? null }
}
