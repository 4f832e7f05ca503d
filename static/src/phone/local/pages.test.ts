// What the server sends is applied page by page, and never costs a worker an unsent visit.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { sampleDoor, sampleDoorData, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { readMeta } from './meta'
import { settle } from './outbox'
import { adoptScope, applyPage } from './pages'
import { recordVisit } from './visits'

const SETTLED = { verdict: 'created', receipt: 7, code: null, message: null, slip_refused: false } as const
const GRID = '341825100201001'
let db: PhoneDb

beforeEach(() => {
  db = new PhoneDb(randomId())
})

it('moves the cursor with the page', async () => {
  await applyPage(db, [{ seq: 5, kind: 'household', id: 'door-1', data: sampleDoorData() }], 9)

  expect(await readMeta(db, 'cursor')).toBe(9)
  expect(await db.households.get('door-1')).toMatchObject({ householder: '吕建国', released: false })
})

it('keeps what this phone did at a door until the server holds it', async () => {
  await applyPage(db, [{ seq: 5, kind: 'household', id: 'door-1', data: sampleDoorData() }], 5)
  const entry = await recordVisit(db, sampleVisit({ outcome: 'moved' }))

  await applyPage(db, [{ seq: 6, kind: 'household', id: 'door-1', data: sampleDoorData({ phone: '1' }) }], 6)
  expect(await db.households.get('door-1')).toMatchObject({ phone: '1', local_outcome: 'moved' })

  await settle(db, entry.id, SETTLED)
  await applyPage(db, [{ seq: 7, kind: 'household', id: 'door-1', data: sampleDoorData({ last_outcome: 'moved' }) }], 7)
  expect(await db.households.get('door-1')).toMatchObject({ last_outcome: 'moved', local_outcome: null })
})

it('forgets a door that is no longer mine, but only once nothing of it waits', async () => {
  await db.households.bulkAdd([sampleDoor(), sampleDoor({ id: 'door-2' })])
  const entry = await recordVisit(db, sampleVisit())

  await applyPage(db, ['door-1', 'door-2'].map((id) => ({ seq: 8, kind: 'household' as const, id, data: null })), 8)
  expect(await db.households.toArray()).toMatchObject([{ id: 'door-1', released: true }])

  await settle(db, entry.id, SETTLED)
  expect(await db.households.count()).toBe(0)
  expect(await db.outbox.count()).toBe(1)
})

it('begins again from 0 when my grids change', async () => {
  await adoptScope(db, [GRID])
  await db.households.bulkAdd([sampleDoor(), sampleDoor({ id: 'door-2', division_code: '341825100201002' })])
  await applyPage(db, [], 40)

  expect(await adoptScope(db, [GRID])).toBe(false)
  expect(await adoptScope(db, ['341825100201002'])).toBe(true)

  expect(await readMeta(db, 'cursor')).toBe(0)
  expect(await db.households.toCollection().primaryKeys()).toEqual(['door-2'])
})
