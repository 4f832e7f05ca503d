// A visit is stored wholly or not at all, and survives a reload.
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { sampleDoor, sampleDraft, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import type { Entry } from '../domain/records'
import { makeDeviceKey } from '../domain/signing'
import { statementOf } from '../domain/statement'
import type { ItemResult } from '../domain/wire'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { deviceId } from './device'
import { adoptKey } from './deviceKey'
import { proofPhotoOf } from './doors'
import { dropDraft, findDraft, findDraftPhotos, saveDraft, saveDraftPhotos } from './drafts'
import { readMeta } from './meta'
import { acknowledge, countOpen, entriesAt, waitingAmong, waitingIds } from './outbox'
import { takePushAnswer } from './settling'
import { noteScan } from './plates'
import { recordVisit, recordVisits, recordWithdrawals } from './visits'
import { openedDoor, openedEntries } from './opened'

const SAMPLE = new URL('../../../../tests/data/events/visit-4.json', import.meta.url)
let db: PhoneDb

const picture = (byte: number) => new Uint8Array([255, 216, byte]).buffer

async function settle(entry: Entry, given: Partial<ItemResult>): Promise<void> {
  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('writes the event, its place in the outbox, the signature and the effect on the door together', async () => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  expect(entry).toMatchObject({ device_seq: 1, state: 'waiting', receipt: null, title: '吕建国' })
  expect(await db.blobs.get(entry.blobs[0]!)).toMatchObject({ state: 'waiting', receipt: null })
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: 'taught' })
  expect(await readMeta(db, 'device_seq')).toBe(1)
})

it('gives two visits made at once two numbers and two ids', async () => {
  const [first, second] = await Promise.all([recordVisit(db, sampleVisit()), recordVisit(db, sampleVisit())])

  expect([first.device_seq, second.device_seq].sort()).toEqual([1, 2])
  expect(first.id).not.toBe(second.id)
})

const corridor = () => ['door-1', 'door-2', 'door-3'].map((id) => sampleVisit({ household: sampleDoor({ id }) }))

it('stores a corridor as a visit for each door', async () => {
  await db.households.bulkAdd([sampleDoor({ id: 'door-2' }), sampleDoor({ id: 'door-3' })])

  const ids = (await recordVisits(db, corridor())).map(({ id }) => id)

  const entries = await waitingAmong(db, await waitingIds(db, new Set()))
  expect(entries.map(({ id, device_seq, outcome, household_id }) => ({ id, device_seq, outcome, household_id }))).toEqual(
    ids.map((id, at) => ({ id, device_seq: at + 1, outcome: 'no_answer', household_id: `door-${at + 1}` })),
  )
  expect(await readMeta(db, 'device_seq')).toBe(3)
  expect(await openedDoor(db, 'door-3')).toMatchObject({ local_outcome: 'no_answer' })
})

it('stores nothing of a corridor of which one door cannot be stored', async () => {
  db.outbox.hook('creating', (_key, { household_id }) => {
    if (household_id === 'door-3') throw new Error('the store fails here')
  })

  await expect(recordVisits(db, corridor())).rejects.toThrow()

  expect(await db.outbox.count()).toBe(0)
  expect(await readMeta(db, 'device_seq')).toBeUndefined()
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: null })
})

it('takes a whole corridor back', async () => {
  const visits = await recordVisits(db, corridor())

  await recordWithdrawals(db, visits, 'undone')

  expect((await db.outbox.orderBy('device_seq').filter(({ type }) => type === 'withdrawal').toArray()).map(({ of }) => of)).toEqual(visits.map(({ id }) => id))
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: null })
})

it('tells of a scanned plate with the visit at its door, once', async () => {
  const plate = 'ab'.repeat(32)
  await db.households.add(sampleDoor({ id: 'door-2' }))
  await noteScan(db, plate, 'door-1')

  const entries = [await recordVisit(db, sampleVisit({ household: sampleDoor({ id: 'door-2' }) })), await recordVisit(db, sampleVisit()), await recordVisit(db, sampleVisit())]

  expect(entries.map(({ body }) => (JSON.parse(body) as { plate?: string }).plate)).toEqual([undefined, plate, undefined])
})

it('tells nothing of a plate that was scanned long ago', async () => {
  await db.plates.add({ plate: 'ab'.repeat(32), household_id: 'door-1', scanned_at: Date.now() - 31 * 60_000 })

  const { body } = await recordVisit(db, sampleVisit())

  expect(body).not.toContain('plate"')
})

it('still holds the visit after the app was closed and opened again', async () => {
  const entry = await recordVisit(db, sampleVisit({ note: '晚上再来' }))
  db.close()

  const reopened = new PhoneDb(db.name.replace('qiaomen-', ''))

  expect(await openedEntries(reopened, await waitingAmong(reopened, await waitingIds(reopened, new Set())))).toMatchObject([{ id: entry.id, body: entry.body }])
})

it('leaves nothing behind when one of the writes fails', async () => {
  await db.transaction('rw', db.outbox, () => db.outbox.clear())
  const broken = sampleVisit({ outcome: 'taught', slip: sampleSlip() })
  db.blobs.hook('creating', () => {
    throw new Error('disk full')
  })

  await expect(recordVisit(db, broken)).rejects.toThrow('disk full')

  expect(await db.outbox.count()).toBe(0)
  expect(await readMeta(db, 'device_seq')).toBeUndefined()
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: null })
})

it('clears the draft only when the visit is stored', async () => {
  await saveDraft(db, sampleDraft())
  await saveDraftPhotos(db, 'door-1', [picture(1)])
  expect(await findDraft(db, 'door-1')).toMatchObject({ note: '不开门' })
  expect(await findDraftPhotos(db, 'door-1')).toEqual([picture(1)])

  await recordVisit(db, sampleVisit({ outcome: 'refused' }))

  expect(await findDraft(db, 'door-1')).toBeUndefined()
  expect(await findDraftPhotos(db, 'door-1')).toEqual([])
})

it('names its signature and photos in the body, and keeps their bytes as they are', async () => {
  const photos = [picture(1), picture(2), picture(1)]

  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip(), photos }))

  const body = JSON.parse(entry.body)
  expect([entry.schema_version, body.photos.length]).toEqual([4, 2])
  expect(entry.blobs).toEqual([body.slip.signature_sha256, ...body.photos])
  expect((await db.blobs.get(body.photos[1]))?.data).toEqual(picture(2))
})

it.each(['mark', 'paper'] as const)('keeps the photo that stands for a signature (%s) through a reload, and drops it when the visit is stored', async (way) => {
  await saveDraft(db, sampleDraft({ outcome: 'taught', way, reason: '不识字' }))
  await saveDraftPhotos(db, proofPhotoOf('door-1'), [picture(7)])
  db.close()
  db = new PhoneDb(db.name.replace('qiaomen-', ''))

  expect(await findDraft(db, 'door-1')).toMatchObject({ way, reason: '不识字' })
  const kept = await findDraftPhotos(db, proofPhotoOf('door-1'))
  expect([kept, await findDraftPhotos(db, 'door-1')]).toEqual([[picture(7)], []])

  const slip = sampleSlip({ way, strokes: null, picture: kept[0] ?? null })
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip }))

  expect(entry).toMatchObject({ way, blobs: [JSON.parse(entry.body).slip.proof_sha256] })
  expect(await findDraftPhotos(db, proofPhotoOf('door-1'))).toEqual([])
  expect(await db.draft_photos.count()).toBe(0)
})

it('throws the photo away with its draft', async () => {
  await saveDraft(db, sampleDraft())
  await saveDraftPhotos(db, proofPhotoOf('door-1'), [picture(7)])

  await dropDraft(db, 'door-1')

  expect(await db.draft_photos.count()).toBe(0)
})

it('states and signs as the account and the phone that it is made on', async () => {
  const key = await makeDeviceKey()
  await adoptKey(db, key)

  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  const { slip } = JSON.parse(entry.body)
  expect(slip).toMatchObject({ worker_id: db.userId, device_id: await deviceId(db), key_id: key.id })
  expect(slip.device_signature).toMatch(/^[A-Za-z0-9+/]{86}==$/)
  // Under the event's own id.
  expect(JSON.parse(await statementOf(entry.id, JSON.parse(entry.body))).id).toBe(entry.id)
})

it('makes what the sample of its version shows', async () => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip(), position: { lat_e6: 1, lon_e6: 2, accuracy_m: 3, age_ms: 4 } }))
  const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { schema_version: number; body: { slip: object } }

  const body = JSON.parse(entry.body)
  expect(Object.keys(body).sort()).toEqual(Object.keys(sample.body).sort())
  expect(Object.keys(body.slip).sort()).toEqual(Object.keys(sample.body.slip).sort())
  expect(entry.schema_version).toBe(sample.schema_version)
})

it.each([
  ['created', 'received', 'taught'],
  ['duplicate', 'received', 'taught'],
  ['needs_review', 'attention', null],
  ['quarantined', 'attention', null],
  ['conflict', 'attention', null],
] as const)('settles %s as %s and keeps the entry', async (verdict, state, outcome) => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  await settle(entry, { status: verdict, receipt: 81238 })

  expect(await openedEntries(db, await entriesAt(db, 'door-1'))).toMatchObject([{ state, verdict, receipt: 81238, body: entry.body }])
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_outcome: outcome })
})

it('says that the office looks at it until the worker has read why, and asks nothing of them', async () => {
  const entry = await recordVisit(db, sampleVisit())
  await settle(entry, { status: 'quarantined', code: 'bad', message: '不完整' })
  expect(await countOpen(db)).toMatchObject({ attention: 0, reviewing: 1 })

  await acknowledge(db, entry.id)

  expect(await countOpen(db)).toMatchObject({ attention: 0, reviewing: 0 })
  expect(await openedEntries(db, await entriesAt(db, 'door-1'))).toMatchObject([{ state: 'attention', message: '不完整' }])
})
