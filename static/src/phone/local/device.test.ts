// A phone that lost its store notices, tells the office and the worker, and begins under a new id.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lossWords } from '../domain/badge'
import { sampleDoor, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { acknowledgeLoss, deviceId, reportOf, unreadLoss } from './device'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'

const marks = new Map<string, string>()
let account: string
let db: PhoneDb

async function wiped(): Promise<PhoneDb> {
  await db.delete()
  return new PhoneDb(account)
}

beforeEach(async () => {
  marks.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => marks.get(key) ?? null,
    setItem: (key: string, value: string) => marks.set(key, value),
  })
  account = randomId()
  db = new PhoneDb(account)
  await db.households.add(sampleDoor())
})
afterEach(() => vi.unstubAllGlobals())

it('tells which store is gone and how far it had counted, until the server has heard of it', async () => {
  for (let n = 0; n < 3; n += 1) await recordVisit(db, sampleVisit())
  const before = await deviceId(db)
  const fresh = await wiped()

  await recordVisit(fresh, sampleVisit())
  const phone = await reportOf(fresh)
  expect([phone.minted_seq, phone.lost]).toEqual([1, { device_id: before, minted_seq: 3 }])
  expect(await deviceId(fresh)).not.toBe(before)

  await takePushAnswer(fresh, { entries: [], blobs: [], phone }, sampleVerdicts([], {}))
  expect((await reportOf(fresh)).lost).toBeNull()
})

it('says it to the worker until they have read it', async () => {
  await recordVisit(db, sampleVisit())
  const fresh = await wiped()
  await deviceId(fresh)

  expect(lossWords((await unreadLoss(fresh))!)).toContain('可能丢失，联网后会告知派出所。')

  await acknowledgeLoss(fresh)
  expect(await unreadLoss(fresh)).toBeNull()
})

it('is no loss when another account begins on the same phone', async () => {
  await recordVisit(db, sampleVisit())
  const other = new PhoneDb(randomId())
  await deviceId(other)

  expect((await reportOf(other)).lost).toBeNull()
})

it.each([
  ['has no such place', undefined],
  ['forbids it', { getItem: () => null, setItem: () => { throw new Error('forbidden') } }],
])('records all the same where the browser %s', async (_case, storage) => {
  vi.stubGlobal('localStorage', storage)
  vi.spyOn(console, 'warn').mockReturnValue()

  expect(await recordVisit(db, sampleVisit())).toMatchObject({ device_seq: 1 })
})

it.each(['not JSON', '5', 'null', '[]', '{}', '{"device_id":"x","minted_seq":3}', `{"device_id":"${randomId()}","minted_seq":"3"}`])(
  'takes a spoilt mark for none, and writes over it (%s)',
  async (text) => {
    vi.spyOn(console, 'warn').mockReturnValue()
    marks.set(`${db.name}-mark`, text)

    expect(await recordVisit(db, sampleVisit())).toMatchObject({ device_seq: 1 })

    expect((await reportOf(db)).lost).toBeNull()
    expect(JSON.parse(marks.get(`${db.name}-mark`)!)).toEqual({ device_id: await deviceId(db), minted_seq: 1 })
  },
)
