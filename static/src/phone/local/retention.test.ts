// Content stays on the phone until a verified backup holds it, and the line about it for thirty days more.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Entry } from '../domain/records'
import { sampleDoor, sampleHeard, samplePage, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import type { ItemResult } from '../domain/wire'
import { takeBlobAnswer } from './blobs'
import { PhoneDb } from './db'
import { startOver } from './history'
import { acknowledge, newestEntries } from './outbox'
import { applyPage, forgetRegister } from './pages'
import { forgetBackedUp } from './retention'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'
import { openedEntries } from './opened'

const SIGNED = { outcome: 'taught', slip: sampleSlip() } as const
let db: PhoneDb

async function settle(entry: Entry, given: Partial<ItemResult> = {}): Promise<void> {
  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))
}

async function backedUp(upTo: number): Promise<void> {
  await applyPage(db, samplePage({ ...sampleHeard(200, { backed_up: upTo }), next: 200 }))
  await forgetBackedUp(db)
}

const contents = async () => (await openedEntries(db, await newestEntries(db, 100))).map(({ state, body }) => [state, body !== ''])

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})
afterEach(() => vi.useRealTimers())

it('forgets what the backup holds, and nothing younger', async () => {
  for (const receipt of [7, 8]) await settle(await recordVisit(db, sampleVisit()), { receipt })

  await backedUp(7)

  expect(await contents()).toEqual([['received', true], ['backed_up', false]])
})

it('keeps a visit whose signature came to the server after the backup', async () => {
  const entry = await recordVisit(db, sampleVisit(SIGNED))
  await settle(entry)
  await takeBlobAnswer(db, entry.blobs[0]!, { ...sampleHeard(30), receipt: 30 })

  await backedUp(29)
  expect([await contents(), await db.blobs.count()]).toEqual([[['received', true]], 1])

  await backedUp(30)
  expect([await contents(), await db.blobs.count()]).toEqual([[['backed_up', false]], 0])
})

it('keeps bytes that another visit still needs', async () => {
  const [first, second] = [await recordVisit(db, sampleVisit(SIGNED)), await recordVisit(db, sampleVisit(SIGNED))]
  await settle(first)
  await settle(second, { receipt: 9 })
  await takeBlobAnswer(db, first.blobs[0]!, { ...sampleHeard(8), receipt: 8 })

  await backedUp(8)

  expect([await contents(), await db.blobs.count()]).toEqual([[['received', true], ['backed_up', false]], 1])
})

it('never forgets what waits, nor what the phone could not send', async () => {
  const entry = await recordVisit(db, sampleVisit())
  await db.outbox.update(entry.id, { state: 'attention', code: 'too_deep' })
  await recordVisit(db, sampleVisit())

  await backedUp(1_000)

  expect(await contents()).toEqual([['waiting', true], ['attention', true]])
})

it('goes on asking for attention, though the backup holds it', async () => {
  await settle(await recordVisit(db, sampleVisit()), { status: 'quarantined' })

  await backedUp(7)

  expect(await contents()).toEqual([['attention', false]])
})

const decided = (id: string) => {
  const data = { id, status: 'refused' as const, receipt: 7, reason: '不是本网格', by_name: '王警官', withdrawn_on: null, raw_sha256: null }
  return applyPage(db, samplePage({ next: 201, items: [{ seq: 201, kind: 'verdict', id, data }] }))
}

it('drops the line after thirty days, but none that the worker has not read or the office not decided', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-01') })
  await settle(await recordVisit(db, sampleVisit()))
  const aside = await recordVisit(db, sampleVisit())
  await settle(aside, { status: 'quarantined' })
  await acknowledge(db, aside.id)
  await backedUp(7)

  vi.setSystemTime(Date.parse('2026-12-02'))
  await forgetBackedUp(db)
  expect(await contents()).toEqual([['attention', false]])

  await decided(aside.id)
  await forgetBackedUp(db)
  expect(await contents()).toEqual([['attention', false]])

  await acknowledge(db, aside.id)
  await forgetBackedUp(db)
  expect(await contents()).toEqual([])
})

it('counts the days from the receipt and not by a clock that was wrong when the visit was recorded', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2016-01-01') })
  const entry = await recordVisit(db, sampleVisit())
  vi.setSystemTime(Date.parse('2026-11-01'))
  await settle(entry)

  await backedUp(7)

  expect(await contents()).toEqual([['backed_up', false]])
})

it.each([
  ['needs_review', 'attention'],
  ['created', 'backed_up'],
] as const)('unsays what the office decided of a %s when the server was restored from before', async (status, state) => {
  const entry = await recordVisit(db, sampleVisit())
  await settle(entry, { status })
  await backedUp(7)
  await decided(entry.id)

  await startOver(db)

  expect(await openedEntries(db, await newestEntries(db, 1))).toMatchObject([{ state, decision: null }])
})

it('does not keep the name of a door that is not here any more', async () => {
  await settle(await recordVisit(db, sampleVisit({ note: '问过邻居' })))
  await backedUp(7)
  expect(await openedEntries(db, await newestEntries(db, 1))).toMatchObject([{ title: '吕建国', note: '问过邻居' }])

  await applyPage(db, samplePage({ items: [{ seq: 9, kind: 'household', id: 'door-1', data: null }] }))

  expect(await openedEntries(db, await newestEntries(db, 1))).toMatchObject([{ title: '户主信息已清除', address: '', note: '', receipt: 7 }])
})

it('does not keep the name of a door that went while nobody was signed in', async () => {
  const entry = await recordVisit(db, sampleVisit())
  await settle(entry)
  await forgetRegister(db)

  await backedUp(0)

  expect(await openedEntries(db, await newestEntries(db, 1))).toMatchObject([{ title: '户主信息已清除', body: entry.body }])
})
