// What the office decided about an event is heard of once, counts here too, and opens the door again.
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { dayOf } from '@shared/words'
import { attentionWords } from '../domain/badge'
import type { Entry } from '../domain/records'
import { sampleDoorData, sampleDraft, samplePage, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { standingOf } from '../domain/standing'
import { daysWork, visitedToday } from '../domain/today'
import { randomId } from '../domain/uuid'
import type { Decision, ItemResult } from '../domain/wire'
import { PhoneDb } from './db'
import { saveDraft } from './drafts'
import { readMeta } from './meta'
import { acknowledge, countAttention, entriesAt } from './outbox'
import { type PageItem, applyPage } from './pages'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'
import { openedDoor, openedEntries } from './opened'

const today = dayOf(new Date())
let db: PhoneDb
let entry: Entry

function door(seq: number, state: 'covered' | 'uncovered'): PageItem {
  return { seq, kind: 'household', id: 'door-1', data: sampleDoorData({ state }) }
}

function decided(seq: number, given: Partial<Decision> = {}): PageItem {
  const data: Decision = {
    id: entry.id,
    status: 'withdrawn',
    receipt: 7,
    reason: '签名人不是本户成年人。',
    by_name: '旌阳派出所',
    withdrawn_on: today,
    ...given,
  }
  return { seq, kind: 'verdict', id: data.id, data }
}

const refused = { status: 'refused', reason: '此户不在您的网格。', withdrawn_on: null } as const
const accepted = { status: 'accepted', reason: null, withdrawn_on: null, receipt: 30 } as const

const standing = async () => standingOf((await openedDoor(db, 'door-1'))!)
const entries = async () => openedEntries(db, await entriesAt(db, 'door-1'))
const told = (...items: PageItem[]) => applyPage(db, samplePage({ items, next: items[items.length - 1]!.seq }))

async function settle(given: Partial<ItemResult> = {}): Promise<void> {
  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await told(door(1, 'uncovered'))
  entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
})

it('says who withdrew it and why, and asks for attention until it was read', async () => {
  await settle()
  await told(decided(8), door(9, 'uncovered'))

  const [kept] = await entries()
  expect(kept).toMatchObject({ state: 'attention', verdict: 'created', receipt: 7, body: entry.body, decision: { withdrawn_on: today } })
  expect(attentionWords(kept!)).toBe('已被旌阳派出所撤回：签名人不是本户成年人，请重走')
  expect(await countAttention(db)).toBe(1)

  await acknowledge(db, entry.id)
  // Told again, as after the cursor went back to 0.
  await told(decided(8))
  expect(await countAttention(db)).toBe(0)
})

it("is no longer confirmed in today's figures, and its door may be the next one", async () => {
  await settle()
  await told(decided(8))

  expect(daysWork(await entries(), today)).toEqual([{ outcome: 'taught', received: 0, waiting: 0, attention: 1 }])
  expect(visitedToday(await entries(), new Date()).size).toBe(0)
})

it.each([
  ['settled and lying idle', false],
  ['held by a draft', true],
])('opens the door again as the server says, %s', async (_case, hasDraft) => {
  await settle()
  if (hasDraft) await saveDraft(db, sampleDraft())
  await told(door(5, 'covered'))
  expect(await standing()).toBe('covered')

  await told(door(8, 'uncovered'), decided(9))

  expect(await standing()).toBe('uncovered')
})

it('keeps what was recorded at the door afterwards', async () => {
  await settle()
  await new Promise((done) => setTimeout(done, 2))
  await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  await told(door(8, 'uncovered'), decided(9))

  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: 'taught' })
  expect((await entries()).map(({ state }) => state)).toEqual(['waiting', 'attention'])
})

it('goes on waiting for its verdict when the answer to the push was lost', async () => {
  await told(decided(8), door(9, 'uncovered'))
  expect([(await entries())[0]?.state, await standing()]).toEqual(['waiting', 'uncovered'])

  await settle({ status: 'duplicate' })

  expect([(await entries())[0]?.state, await standing(), await countAttention(db)]).toEqual(['attention', 'uncovered', 1])
})

it("passes over another phone's visit and kinds it does not know, and still reads on", async () => {
  const unknown = { seq: 10, kind: 'meeting', id: 'm', data: { title: '' } } as unknown as PageItem

  await told(decided(8, { id: 'of-another-phone' }), unknown, door(11, 'covered'))

  expect(await db.outbox.count()).toBe(1)
  expect([await readMeta(db, 'cursor'), (await openedDoor(db, 'door-1'))?.state]).toEqual([11, 'covered'])
})

it('marks nothing when the page could not be applied as a whole', async () => {
  await settle()
  const broken = { seq: 9, kind: 'household', id: 'x', data: {} } as unknown as PageItem

  await expect(told(decided(8), broken)).rejects.toThrow()

  expect([(await entries())[0]?.state, await readMeta(db, 'cursor')]).toEqual(['received', 1])
})

it('says why it was refused, and keeps saying so in red until it was read', async () => {
  await settle({ status: 'needs_review' })
  await acknowledge(db, entry.id)

  await told(decided(8, refused))

  const [kept] = await entries()
  expect([kept?.state, attentionWords(kept!), await countAttention(db)]).toEqual(['attention', '未采纳：此户不在您的网格', 1])
})

it('counts as received with its new receipt once the office accepted it', async () => {
  await settle({ status: 'quarantined', code: 'bad', message: '不完整' })

  await told(decided(8, accepted))

  expect(await entries()).toMatchObject([{ state: 'received', receipt: 30, message: null }])
})

it('stands as the office decided even when that was heard of before the verdict', async () => {
  await told(decided(8, accepted))
  expect((await entries())[0]?.state).toBe('waiting')

  await settle({ status: 'quarantined', message: '不完整' })

  expect(await entries()).toMatchObject([{ state: 'received', receipt: 30, message: null }])
})

describe('what was decided about a copy that was set aside', () => {
  const ofCopy = { ...refused, raw_sha256: 'c'.repeat(64) }

  it.each(['quarantined', 'conflict'] as const)('is about an entry that was (%s)', async (status) => {
    await settle({ status })

    await told(decided(8, ofCopy))

    expect(await entries()).toMatchObject([{ state: 'attention', decision: { status: 'refused' } }])
  })

  it.each(['created', 'duplicate'] as const)('says nothing of an entry that the server took (%s)', async (status) => {
    await settle({ status })
    await told(decided(8, ofCopy))
    expect(await entries()).toMatchObject([{ state: 'received', decision: null }])

    await told(decided(9, { raw_sha256: null }))
    expect(await entries()).toMatchObject([{ state: 'attention', decision: { status: 'withdrawn' } }])
  })

  it.each([
    ['created', 'received', null],
    ['conflict', 'attention', 'refused'],
  ] as const)('waits for the verdict when it was heard before it (%s)', async (status, state, decision) => {
    await told(decided(8, ofCopy))

    await settle({ status })

    const [kept] = await entries()
    expect([kept?.state, kept?.decision?.status ?? null]).toEqual([state, decision])
    expect(await standing()).toBe(state === 'received' ? 'covered' : 'uncovered')
  })

  it('does not push aside what was heard of the event itself', async () => {
    await told(decided(8), decided(9, ofCopy))

    await settle({ status: 'duplicate' })

    expect(await entries()).toMatchObject([{ state: 'attention', decision: { status: 'withdrawn' } }])
  })
})
