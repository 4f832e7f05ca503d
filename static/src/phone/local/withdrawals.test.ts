// A visit the office withdrew stops counting here, opens its door again, and is heard of once.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { dayOf } from '@shared/words'
import { attentionWords } from '../domain/badge'
import type { Entry } from '../domain/records'
import { sampleDoorData, sampleSlip, sampleVisit } from '../domain/samples'
import { standingOf } from '../domain/standing'
import { daysWork, visitedToday } from '../domain/today'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { saveDraft } from './drafts'
import { readMeta } from './meta'
import { acknowledge, countAttention, entriesAt, settle } from './outbox'
import { type PageItem, applyPage } from './pages'
import { recordVisit } from './visits'

const SETTLED = { verdict: 'created', receipt: 7, code: null, message: null, slip_refused: false } as const
const today = dayOf(new Date())
let db: PhoneDb
let entry: Entry

function door(seq: number, state: 'covered' | 'uncovered'): PageItem {
  return { seq, kind: 'household', id: 'door-1', data: sampleDoorData({ state }) }
}

function withdrawn(seq: number, id = entry.id): PageItem {
  const data = {
    id,
    household_id: 'door-1',
    withdrawn_on: today,
    withdrawal_reason: '签名人不是本户成年人。',
    withdrawn_by_name: '旌阳派出所',
  }
  return { seq, kind: 'visit', id, data }
}

const standing = async () => standingOf((await db.households.get('door-1'))!)
const entries = () => entriesAt(db, 'door-1')

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await applyPage(db, [door(1, 'uncovered')], 1)
  entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
})

it('says who withdrew it and why, and asks for attention until it was read', async () => {
  await settle(db, entry.id, SETTLED)
  await applyPage(db, [withdrawn(8), door(9, 'uncovered')], 9)

  const [kept] = await entries()
  expect(kept).toMatchObject({ state: 'attention', verdict: 'created', receipt: 7, body: entry.body, withdrawn_on: today })
  expect(attentionWords(kept!)).toBe('已被旌阳派出所撤回：签名人不是本户成年人，请重走')
  expect(await countAttention(db)).toBe(1)

  await acknowledge(db, entry.id)
  // Told again, as after the cursor went back to 0.
  await applyPage(db, [withdrawn(8)], 9)
  expect(await countAttention(db)).toBe(0)
})

it("is no longer confirmed in today's figures, and its door may be the next one", async () => {
  await settle(db, entry.id, SETTLED)
  await applyPage(db, [withdrawn(8)], 8)

  expect(daysWork(await entries(), today)).toEqual([{ outcome: 'taught', received: 0, waiting: 0, attention: 1 }])
  expect(visitedToday(await entries(), today).size).toBe(0)
})

it.each([
  ['settled and lying idle', false],
  ['held by a draft', true],
])('opens the door again as the server says, %s', async (_case, hasDraft) => {
  await settle(db, entry.id, SETTLED)
  const blank = { note: '', witness: '', signer_name: '', signer_relation: 'self', strokes: [], saved_at: '' } as const
  if (hasDraft) await saveDraft(db, { ...blank, strokes: [], household_id: 'door-1', outcome: 'refused' })
  await applyPage(db, [door(5, 'covered')], 5)
  expect(await standing()).toBe('covered')

  await applyPage(db, [door(8, 'uncovered'), withdrawn(9)], 9)

  expect(await standing()).toBe('uncovered')
})

it('keeps what was recorded at the door afterwards', async () => {
  await settle(db, entry.id, SETTLED)
  await new Promise((done) => setTimeout(done, 2))
  await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  await applyPage(db, [door(8, 'uncovered'), withdrawn(9)], 9)

  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: 'taught' })
  expect((await entries()).map(({ state }) => state)).toEqual(['waiting', 'attention'])
})

it('goes on waiting for its verdict when the answer to the push was lost', async () => {
  await applyPage(db, [withdrawn(8), door(9, 'uncovered')], 9)
  expect([(await entries())[0]?.state, await standing()]).toEqual(['waiting', 'uncovered'])

  await settle(db, entry.id, { ...SETTLED, verdict: 'duplicate' })

  expect([(await entries())[0]?.state, await standing(), await countAttention(db)]).toEqual(['attention', 'uncovered', 1])
})

it("passes over another phone's visit and kinds it does not know, and still reads on", async () => {
  const unknown = { seq: 10, kind: 'meeting', id: 'm', data: { title: '' } } as unknown as PageItem

  await applyPage(db, [withdrawn(8, 'of-another-phone'), unknown, door(11, 'covered')], 11)

  expect(await db.outbox.count()).toBe(1)
  expect([await readMeta(db, 'cursor'), (await db.households.get('door-1'))?.state]).toEqual([11, 'covered'])
})

it('marks nothing when the page could not be applied as a whole', async () => {
  await settle(db, entry.id, SETTLED)
  const broken = { seq: 9, kind: 'household', id: 'x', data: {} } as unknown as PageItem

  await expect(applyPage(db, [withdrawn(8), broken], 9)).rejects.toThrow()

  expect([(await entries())[0]?.state, await readMeta(db, 'cursor')]).toEqual(['received', 1])
})
