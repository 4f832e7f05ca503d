// A phone that recorded with an older version of the app keeps all of it, sends it as it was made, and seals it by and by.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, it, vi } from 'vitest'
import { sampleDoor } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { unsentNames } from './blobs'
import { PhoneDb } from './db'
import { findDraft, findDraftPhotos } from './drafts'
import { openPictures } from './entries'
import { readMeta } from './meta'
import { openedDoor, openedEntries } from './opened'
import { newestEntries, waitingAmong, waitingIds } from './outbox'
import { sealOld } from './sealOld'

const OLD = {
  type: 'visit', schema_version: 1, body: '{}', sha256: 'x', verdict: null, receipt: null, code: null, message: null,
  attempts: 0, recorded_at: '2026-11-22T06:00:00.000Z', settled_at: null, acknowledged_at: null, household_id: 'door-1',
  outcome: 'taught', title: '吕建国', address: '', note: '',
}
const REAL_ENCRYPT = crypto.subtle.encrypt.bind(crypto.subtle)
const SETTLED = { state: 'received', verdict: 'created', settled_at: '2026-11-22T07:00:00.000Z' }

async function openedBefore(name: string): Promise<void> {
  const db = new Dexie(name)
  db.version(1).stores({
    households: 'id, division_code',
    campaigns: 'id',
    divisions: 'code',
    outbox: 'id, device_seq, state, household_id, [household_id+state]',
    blobs: 'sha256',
    drafts: 'household_id',
    meta: 'key',
  })
  await db.table('outbox').bulkAdd([
    { ...OLD, id: 'a', device_seq: 1, ...SETTLED, receipt: 7, blobs: ['one'] },
    { ...OLD, id: 'b', device_seq: 2, ...SETTLED, receipt: 8, state: 'attention', blobs: [], withdrawn_on: '2026-11-22', withdrawn_by_name: '派出所' },
    { ...OLD, id: 'c', device_seq: 3, state: 'waiting', blobs: ['two'] },
  ])
  const data = new Uint8Array([1]).buffer
  await db.table('blobs').bulkAdd([{ sha256: 'one', data, sent: true }, { sha256: 'two', data, sent: false }])
  db.close()
}

it('brings entries, withdrawals and signatures along', async () => {
  const account = randomId()
  await openedBefore(`qiaomen-${account}`)

  const db = new PhoneDb(account)

  expect(await waitingAmong(db, await waitingIds(db, new Set()))).toMatchObject([{ id: 'c', schema_version: 1, decision: null }])
  expect((await newestEntries(db, 10))[1]).toMatchObject({ decision: { status: 'withdrawn', by_name: '派出所' } })
  expect(await db.blobs.get('one')).toMatchObject({ state: 'received', receipt: 7 })
  expect(await unsentNames(db)).toEqual(['two'])
})

it('reads the register anew, since an older app passed over what it did not know, and keeps its doors meanwhile', async () => {
  const account = randomId()
  const before = new Dexie(`qiaomen-${account}`)
  before.version(5).stores({ households: 'id, division_code', outbox: 'id, device_seq', meta: 'key' })
  await before.table('meta').bulkAdd([{ key: 'cursor', value: 9 }, { key: 'device_seq', value: 4 }])
  await before.table('households').add(sampleDoor())
  before.close()

  const db = new PhoneDb(account)

  expect([await readMeta(db, 'cursor'), await readMeta(db, 'device_seq'), await db.households.count()]).toEqual([undefined, 4, 1])
})

const DRAFT = {
  household_id: 'door-1', outcome: 'taught' as const, note: '狗很凶', witness: '', signer_name: '吕建国', signer_relation: 'self' as const,
  strokes: [], saved_at: '2026-11-22T06:00:00.000Z',
}
const bytes = (...given: number[]) => new Uint8Array(given).buffer

/** As the last version left it: all in clear. */
async function clearStore(): Promise<PhoneDb> {
  const account = randomId()
  await openedBefore(`qiaomen-${account}`)
  const db = new PhoneDb(account)
  await db.households.bulkAdd([sampleDoor({ local_outcome: 'taught', released: true }), sampleDoor({ id: 'door-2', householder: '李二' })])
  await db.outbox.update('c', { body: '{"n":3}', note: '问过邻居' })
  await db.drafts.add(DRAFT)
  await db.draft_photos.add({ household_id: 'door-1', photos: [bytes(1, 2), bytes(3)] })
  return db
}

/** All that it says, whether sealed or in clear. */
async function allOf(db: PhoneDb) {
  const blobs = await openPictures(db, await db.blobs.toArray())
  return {
    entries: await openedEntries(db, await db.outbox.toArray()),
    doors: [await openedDoor(db, 'door-1'), await openedDoor(db, 'door-2')],
    blobs: blobs.map(({ sha256, data, state }) => [sha256, [...new Uint8Array(data)], state]),
    draft: await findDraft(db, 'door-1'),
    photos: (await findDraftPhotos(db, 'door-1')).map((photo) => [...new Uint8Array(photo)]),
  }
}

async function clearTexts(db: PhoneDb): Promise<string[]> {
  const tables = JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())))
  return ['吕建国', '李二', '河滨路', '问过邻居', '狗很凶', '"n"'].filter((text) => tables.includes(text))
}

it('seals all that is in clear, and loses nothing of it', async () => {
  const db = await clearStore()
  const before = await allOf(db)
  expect((await clearTexts(db)).length).toBeGreaterThan(3)

  await sealOld(db)

  expect(await clearTexts(db)).toEqual([])
  expect(await allOf(db)).toEqual(before)
  await sealOld(db)
  expect(await allOf(new PhoneDb(db.userId))).toEqual(before)
})

it.each([1, 2, 3, 5, 8, 13])('keeps the old where sealing breaks off after %i, and goes on from there', async (after) => {
  const db = await clearStore()
  const before = await allOf(db)
  const encrypt = vi.spyOn(crypto.subtle, 'encrypt')
  for (let n = 1; n < after; n += 1) encrypt.mockImplementationOnce(REAL_ENCRYPT)
  encrypt.mockRejectedValueOnce(new DOMException('killed', 'OperationError'))

  await expect(sealOld(db)).rejects.toThrow('killed')

  expect(await allOf(new PhoneDb(db.userId))).toEqual(before)
  encrypt.mockRestore()
  await sealOld(db)
  expect(await clearTexts(db)).toEqual([])
  expect(await allOf(db)).toEqual(before)
})
