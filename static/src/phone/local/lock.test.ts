// The doors are read with the PIN alone, and go when it is guessed or the server is silent; what was recorded stays.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { sampleDoorData, sampleDraft, samplePage, sampleSlip, sampleVisit } from '../domain/samples'
import { makeDeviceKey } from '../domain/signing'
import { randomId } from '../domain/uuid'
import { keepBundles } from './bundling'
import { dropWhenSilent, noteSilence } from './contact'
import { PhoneDb } from './db'
import { adoptKey } from './deviceKey'
import { findDraft, saveDraft } from './drafts'
import { readMeta, writeMeta } from './meta'
import { openedDoor, openedEntries } from './opened'
import { applyPage } from './pages'
import { openDoors } from './opening'
import { choosePin, unlock } from './pin'
import { RegisterShut, findRegister, lockRegister, lockState, loseRegister } from './register'
import { recordVisit } from './visits'

// Each try of a PIN takes 600,000 rounds, and other tests run beside.
vi.setConfig({ testTimeout: 60_000 })

const PIN = '271828'
let db: PhoneDb

const told = (on: PhoneDb = db) =>
  applyPage(on, samplePage({ items: [{ seq: 5, kind: 'household', id: 'door-1', data: sampleDoorData() }] }))
const again = () => new PhoneDb(db.userId)
const names = async (on: PhoneDb) => (await openDoors(on, await on.households.toArray())).map((door) => door.householder)
const recorded = async (on: PhoneDb) => (await openedEntries(on, await on.outbox.toArray())).map(({ title, body }) => [title, body])

async function recordOne() {
  const household = (await openedDoor(db, 'door-1'))!
  return recordVisit(db, sampleVisit({ household, note: '晚上再来', outcome: 'taught', slip: sampleSlip() }))
}

beforeEach(async () => {
  vi.useRealTimers()
  db = new PhoneDb(randomId())
})

async function enrolled(): Promise<void> {
  await adoptKey(db, await makeDeviceKey())
  await choosePin(db, PIN)
}

it('asks for no PIN on a phone that is not enrolled, and for one from then on', async () => {
  expect(await lockState(db)).toBe('open')
  await told()
  await adoptKey(db, await makeDeviceKey())
  expect(await lockState(db)).toBe('choose')

  await choosePin(db, PIN)

  expect(await lockState(db)).toBe('open')
  expect(await names(db)).toEqual(['吕建国'])
  expect(await lockState(again())).toBe('locked')
})

it('shows no door without the PIN, in a new page and after a while away', async () => {
  await enrolled()
  await told()

  const anew = again()
  expect(await names(anew)).toEqual([])
  expect(await unlock(anew, PIN)).toEqual({ is: 'open' })
  expect(await names(anew)).toEqual(['吕建国'])

  lockRegister(anew)
  expect(await names(anew)).toEqual([])
})

it('takes nothing in while it is locked', async () => {
  await enrolled()

  await expect(told(again())).rejects.toThrow(RegisterShut)
})

it('keeps no name in its tables', async () => {
  await enrolled()
  await told()
  await keepBundles(db)
  await recordOne()
  await saveDraft(db, sampleDraft({ outcome: 'taught', way: 'signed', note: '狗很凶', signer_name: '吕建国' }))

  const tables = await Promise.all(db.tables.map((table) => table.toArray()))
  const texts = JSON.stringify(tables, (_key, value: unknown) => (value instanceof ArrayBuffer ? Buffer.from(value).toString() : value))
  for (const name of ['吕建国', '13800000000', '河滨路', '晚上再来', '已告知', '狗很凶']) expect(texts).not.toContain(name)
  expect((await findDraft(db, 'door-1'))?.note).toBe('狗很凶')
})

it('opens what was recorded without the PIN: it must be sent, whoever has forgotten it', async () => {
  await enrolled()
  await told()
  const entry = await recordOne()

  expect(await recorded(again())).toEqual([['吕建国', entry.body]])
})

it('counts a wrong PIN before it is tried, and waits from the fifth on', async () => {
  await enrolled()
  for (const left of [9, 8, 7, 6]) expect(await unlock(again(), '000000')).toEqual({ is: 'wrong', left, wait_ms: 0 })

  expect(await unlock(again(), '000000')).toEqual({ is: 'wrong', left: 5, wait_ms: 30_000 })
  expect(await unlock(again(), PIN)).toMatchObject({ is: 'wait' })
  await db.keys.update('lock', { until: 0 })
  expect(await unlock(again(), PIN)).toEqual({ is: 'open' })
  expect((await db.keys.get('lock'))?.wrong).toBe(0)
})

it('throws the doors away at the tenth, and nothing that was recorded', async () => {
  await enrolled()
  await told()
  const entry = await recordOne()
  await db.keys.update('lock', { wrong: 9, until: 0 })

  const anew = again()
  expect(await unlock(anew, '000000')).toEqual({ is: 'lost' })

  expect([await db.households.count(), await readMeta(db, 'cursor')]).toEqual([0, undefined])
  expect(await lockState(anew)).toBe('lost')
  expect(await recorded(anew)).toEqual([['吕建国', entry.body]])
  // The right one opens nothing any more: there is nothing that it could open.
  expect(await unlock(anew, PIN)).toEqual({ is: 'lost' })
})

it('begins anew under a new PIN when the old one was forgotten', async () => {
  await enrolled()
  await told()
  await recordOne()
  await loseRegister(db)

  await choosePin(db, '161803')
  await told()

  expect(await names(db)).toEqual(['吕建国'])
  const anew = again()
  expect(await unlock(anew, '161803')).toEqual({ is: 'open' })
  expect(await names(anew)).toEqual(['吕建国'])
  expect((await recorded(anew)).length).toBe(1)
})

it('goes on with the same doors under another PIN', async () => {
  await enrolled()
  await told()

  await choosePin(db, '161803')

  const anew = again()
  expect(await unlock(anew, PIN)).toMatchObject({ is: 'wrong' })
  expect(await unlock(anew, '161803')).toEqual({ is: 'open' })
  expect(await names(anew)).toEqual(['吕建国'])
})

it('lets a tab whose register was thrown away write nothing into the new one', async () => {
  await enrolled()
  await told()
  const other = again()
  await unlock(other, PIN)
  await findRegister(other)

  await loseRegister(db)
  await choosePin(db, '161803')
  await told()

  await expect(told(other)).rejects.toThrow(RegisterShut)
  expect(await names(db)).toEqual(['吕建国'])
})

it('drops the doors after seven days without contact, and says so until they are back', async () => {
  await enrolled()
  await told()
  const entry = await recordOne()
  expect(await dropWhenSilent(db)).toBe(false)

  const silence = (await readMeta(db, 'silence'))!
  await writeMeta(db, 'silence', { ...silence, wall: silence.wall - 7 * 86_400_000 })

  expect(await dropWhenSilent(db)).toBe(true)
  expect([await db.households.count(), await db.keys.get('register'), await readMeta(db, 'dropped')]).toEqual([0, undefined, true])
  expect(await recorded(db)).toEqual([['吕建国', entry.body]])
  // The PIN is the same, and what comes again is read with it.
  const anew = again()
  expect(await unlock(anew, PIN)).toEqual({ is: 'open' })
  await told(anew)
  expect(await names(anew)).toEqual(['吕建国'])
})

it('adds up the days without contact at each look, and drops the doors when they are seven', async () => {
  await enrolled()
  await told()
  const fourDaysOn = async () => {
    const silence = (await readMeta(db, 'silence'))!
    await writeMeta(db, 'silence', { ...silence, wall: silence.wall - 4 * 86_400_000 })
  }
  await fourDaysOn()
  expect(await dropWhenSilent(db)).toBe(false)
  await noteSilence(db)
  await fourDaysOn()

  expect(await dropWhenSilent(db)).toBe(true)
})
