// A talk becomes a lesson: what was not asked is said to be so, and never to be wrong or nought.
import { LISTENERS, type Listener } from '@shared/lessons'
import { expect, it } from 'vitest'
import { sampleDoor } from './samples'
import { adultsAt, isBegun, isListenerKnown, lessonOf, newTalk, talkedOf } from './talk'
import { CARDS, QUESTIONS, type QuestionName } from './talkCards'

const home = sampleDoor()
const shop = sampleDoor({ kind: 'merchant' })
const right = (name: QuestionName) => QUESTIONS[name].right

it('has a card of three sentences and three questions for everybody', () => {
  for (const listener of Object.keys(LISTENERS) as Listener[]) {
    const { points, asks } = CARDS[listener]
    expect([points.length, new Set(asks).size]).toEqual([3, 3])
  }
  for (const { answers, right } of Object.values(QUESTIONS)) expect(answers[right]).toBeTruthy()
})

it('does not let the same place be right all the time', () => {
  for (const { asks } of Object.values(CARDS)) expect(new Set(asks.map(right)).size).toBeGreaterThan(1)
})

it('asks nothing of whoever is in a hurry', () => {
  expect(lessonOf(newTalk(home), home)).toEqual({ audience: 'family', quiz: null, app: null, firm: null })
  expect(isBegun(newTalk(home), home)).toBe(false)
})

it('stores the questions that were asked, and whether each was right', () => {
  const talk = newTalk(home)
  const [first, second] = CARDS.family.asks
  Object.assign(talk.answers, { [first!]: right(first!), [second!]: right(second!) + 1, game: 0 })
  expect(lessonOf(talk, home).quiz).toEqual([
    { question: first, right: true },
    { question: second, right: false },
  ])
  expect(isBegun(talk, home)).toBe(true)
})

it.each([
  { role: 'finance' as const, posters: 2, calls_back: null },
  { role: null, posters: 2, calls_back: true },
  { role: null, posters: 0, calls_back: false },
  { role: 'owner' as const, posters: 0, calls_back: null },
])('stores of a firm what was said, and nothing that was not: %o', (firm) => {
  expect(lessonOf({ ...newTalk(shop), firm }, shop).firm).toEqual(firm)
  expect(lessonOf({ ...newTalk(home), firm }, home).firm).toBeNull()
})

it('stores no firm where nothing was said', () => {
  expect(lessonOf(newTalk(shop), shop).firm).toBeNull()
})

it('knows whom it talks to at a shop, and at a home from the last talk there', () => {
  expect([home, shop].map(isListenerKnown)).toEqual([false, true])
  expect(isListenerKnown(sampleDoor({ local_talk: { listener: 'elderly', adults: null, role: null } }))).toBe(true)
})

it('begins as the last talk at this door went', () => {
  const lesson = { ...lessonOf({ ...newTalk(home), listener: 'elderly' }, home), app: { adults: 4, installed: 4, verified: 0, warned: 0 } }
  const again = newTalk(sampleDoor({ local_talk: talkedOf(lesson) }))
  expect(again.listener).toBe('elderly')
  expect(talkedOf(lesson)).toEqual({ listener: 'elderly', adults: 4, role: null })
})

it('asks about no more adults than are registered', () => {
  const at = (residents_count: number | null) => adultsAt(sampleDoor({ residents_count }))

  expect([at(1), at(2), at(5), at(null), at(0)]).toEqual([1, 2, 2, 2, 2])
})
