// A request for an exclusion is stored as a visit is, changes nothing at the door, and hears what became of it.
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { askedTag, askedWords, entryName, mayTakeBack } from '../domain/exclusion'
import type { ExclusionDraft } from '../domain/begun'
import type { Asked, Entry } from '../domain/records'
import { sampleDoor, sampleDraft, sampleExclusion, samplePage, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { askedDraftOf } from './doors'
import { draftedDoors, dropDraft, findDraft, findDraftPhotos, saveDraft, saveDraftPhotos } from './drafts'
import { startOver } from './history'
import { readMeta } from './meta'
import { openedDoor, openedEntries } from './opened'
import { countOpen, newestAsked, waitingAmong, waitingIds } from './outbox'
import { applyPage, type PageItem } from './pages'
import { takePushAnswer } from './settling'
import { recordExclusion, recordVisit } from './visits'

let db: PhoneDb
const SAMPLE = new URL('../../../../tests/data/events/exclusion-1.json', import.meta.url)

const stored = async (id: string) => (await db.outbox.get(id))!
const settle = (entry: Entry, given = {}) =>
  takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))

async function hear(id: string, given: Partial<Asked>): Promise<void> {
  const data: Asked = { id, state: 'requested', expires_on: '2027-05-25', until_on: null, refusal: null, by_name: null, ...given }
  const item: PageItem = { seq: 9, kind: 'exclusion', id, data }
  await applyPage(db, samplePage({ items: [item], next: 9 }))
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('writes the request, its place in the outbox and its photo together, and leaves the door alone', async () => {
  const entry = await recordExclusion(db, sampleExclusion())

  expect(entry).toMatchObject({ type: 'exclusion', device_seq: 1, state: 'waiting', reason: 'vacant', outcome: null, title: '吕建国' })
  expect(await db.blobs.get(entry.blobs[0]!)).toMatchObject({ state: 'waiting' })
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: null, state: 'uncovered' })
  expect(await readMeta(db, 'device_seq')).toBe(1)
})

it('sends just what the stored sample of its version has', async () => {
  const { body } = await recordExclusion(db, sampleExclusion())
  const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { type: string, body: Record<string, unknown> }

  expect(Object.keys(JSON.parse(body)).sort()).toEqual(Object.keys(sample.body).sort())
})

it('counts on from the visits before it, and survives a reload', async () => {
  await recordVisit(db, sampleVisit())
  const entry = await recordExclusion(db, sampleExclusion())
  db.close()

  const reopened = new PhoneDb(db.name.replace('qiaomen-', ''))
  const waiting = await openedEntries(reopened, await waitingAmong(reopened, await waitingIds(reopened, new Set())))

  expect(waiting.map((one) => one.device_seq)).toEqual([1, 2])
  expect(waiting[1]).toMatchObject({ id: entry.id, body: entry.body })
})

it('leaves nothing behind when one of the writes fails', async () => {
  db.blobs.hook('creating', () => {
    throw new Error('disk full')
  })

  await expect(recordExclusion(db, sampleExclusion())).rejects.toThrow()

  expect(await db.outbox.count()).toBe(0)
  expect(await readMeta(db, 'device_seq')).toBeUndefined()
})

it('says what became of it, and nothing before the server has it', async () => {
  const { id, ...entry } = await recordExclusion(db, sampleExclusion())
  const words = async () => askedWords(await stored(id))
  expect([entryName(entry), await words()]).toEqual(['申请剔除：空户', ''])

  await settle({ id, ...entry })
  expect(await words()).toBe('等派出所或县级审批，批准前仍要上门')
  expect(mayTakeBack(await stored(id))).toBe(true)
  await hear(id, { state: 'approved', until_on: '2099-05-26', by_name: '所长' })
  expect(await words()).toBe('已批准（所长），2099年5月26日起重新计入')
  expect(mayTakeBack(await stored(id))).toBe(false)
  await hear(id, { state: 'approved', until_on: '2020-02-01', by_name: '所长' })
  expect(await words()).toBe('剔除已结束，2020年2月1日起要重新上门')
  await hear(id, { state: 'refused', refusal: '昨天还有人住', by_name: '所长' })
  expect(await words()).toBe('已驳回（所长）：昨天还有人住')
  expect(await countOpen(db)).toMatchObject({ waiting: 0, attention: 0 })
})

it('asks for attention when it was set aside', async () => {
  const entry = await recordExclusion(db, sampleExclusion())

  await settle(entry, { status: 'quarantined', code: 'evidence_missing', message: '还缺：现场照片。' })

  expect(await stored(entry.id)).toMatchObject({ state: 'attention', message: '还缺：现场照片。' })
  expect(askedWords(await stored(entry.id))).toBe('')
})

it('is brought again after a restore, and still changes nothing at the door', async () => {
  const entry = await recordExclusion(db, sampleExclusion())
  await settle(entry)
  await hear(entry.id, { state: 'approved', until_on: '2027-05-26' })

  await startOver(db)

  expect(await stored(entry.id)).toMatchObject({ state: 'waiting', asked: null, receipt: null })
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: null })
})

it('passes over what somebody asked for on another phone', async () => {
  await hear('elsewhere', { state: 'approved' })

  expect(await db.outbox.count()).toBe(0)
})

it('says beside the door what its newest request waits for, and nothing once it was taken back', async () => {
  const tag = async () => askedTag((await newestAsked(db)).get('door-1'))
  await recordVisit(db, sampleVisit())
  expect(await tag()).toBe('')
  const first = await recordExclusion(db, sampleExclusion())
  expect([await tag(), mayTakeBack(await stored(first.id))]).toEqual(['剔除申请未上传', false])

  await settle(first)
  expect(await tag()).toBe('剔除待审批')
  await hear(first.id, { state: 'refused', refusal: '昨天还有人住' })
  expect([await tag(), mayTakeBack(await stored(first.id))]).toEqual(['剔除被驳回', false])
  const second = await recordExclusion(db, sampleExclusion())
  await settle(second)
  expect(await tag()).toBe('剔除待审批')
  await hear(second.id, { state: 'withdrawn' })
  expect(await tag()).toBe('')
})

const DRAFT: ExclusionDraft = {
  household_id: askedDraftOf('door-1'), reason: 'vacant', words: '长期空置', witness: '', witness_role: 'cadre', returns_on: '', saved_at: '',
}

it('keeps a draft with its photos beside a begun visit, sealed, until it is saved', async () => {
  const photo = new Uint8Array([255, 216, 9]).buffer
  const key = askedDraftOf('door-1')
  await saveDraft(db, sampleDraft({ note: '狗很凶' }))
  await saveDraft(db, DRAFT)
  await saveDraftPhotos(db, key, [photo])

  expect(await findDraft<ExclusionDraft>(db, key)).toEqual(DRAFT)
  expect(await findDraftPhotos(db, key)).toEqual([photo])
  expect((await findDraft(db, 'door-1'))?.note).toBe('狗很凶')
  expect(JSON.stringify(await db.drafts.toArray())).not.toContain('长期空置')
  expect(await draftedDoors(db)).toEqual(new Set(['door-1']))

  await recordExclusion(db, sampleExclusion())
  expect(await findDraft(db, key)).toBeUndefined()
  expect(await findDraftPhotos(db, key)).toEqual([])
  expect((await findDraft(db, 'door-1'))?.note).toBe('狗很凶')
})

it('holds a door that went to somebody else until the draft is thrown away', async () => {
  await saveDraft(db, DRAFT)

  await applyPage(db, samplePage({ items: [{ seq: 2, kind: 'household', id: 'door-1', data: null }], next: 2 }))
  expect(await db.households.get('door-1')).toMatchObject({ released: true })
  await dropDraft(db, DRAFT.household_id)
  expect(await db.households.get('door-1')).toBeUndefined()
})
