// A visit is stored wholly or not at all, and survives a reload.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { sampleDoor, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { findDraft, saveDraft } from './drafts'
import { readMeta } from './meta'
import { acknowledge, countAttention, entriesAt, settle, waitingEntries } from './outbox'
import { recordVisit } from './visits'

let db: PhoneDb

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('writes the event, its place in the outbox, the signature and the effect on the door together', async () => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  expect(entry).toMatchObject({ device_seq: 1, state: 'waiting', receipt: null, title: '吕建国' })
  expect(await db.blobs.get(entry.blobs[0]!)).toMatchObject({ sent: false })
  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: 'taught' })
  expect(await readMeta(db, 'device_seq')).toBe(1)
})

it('gives two visits made at once two numbers and two ids', async () => {
  const [first, second] = await Promise.all([recordVisit(db, sampleVisit()), recordVisit(db, sampleVisit())])

  expect([first.device_seq, second.device_seq].sort()).toEqual([1, 2])
  expect(first.id).not.toBe(second.id)
})

it('still holds the visit after the app was closed and opened again', async () => {
  const entry = await recordVisit(db, sampleVisit({ note: '晚上再来' }))
  db.close()

  const reopened = new PhoneDb(db.name.replace('qiaomen-', ''))

  expect(await waitingEntries(reopened, 10, new Set())).toMatchObject([{ id: entry.id, body: entry.body }])
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
  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: null })
})

it('clears the draft only when the visit is stored', async () => {
  await saveDraft(db, {
    household_id: 'door-1', outcome: 'refused', note: '不开门', witness: '', signer_name: '', signer_relation: 'self', strokes: [], saved_at: '',
  })
  expect(await findDraft(db, 'door-1')).toMatchObject({ note: '不开门' })

  await recordVisit(db, sampleVisit({ outcome: 'refused' }))

  expect(await findDraft(db, 'door-1')).toBeUndefined()
})

it.each([
  ['created', 'received', 'taught'],
  ['duplicate', 'received', 'taught'],
  ['needs_review', 'attention', null],
  ['quarantined', 'attention', null],
  ['conflict', 'attention', null],
] as const)('settles %s as %s and keeps the entry', async (verdict, state, outcome) => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  await settle(db, entry.id, { verdict, receipt: 81238, code: null, message: null, slip_refused: false })

  expect(await entriesAt(db, 'door-1')).toMatchObject([{ state, verdict, receipt: 81238, body: entry.body }])
  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: outcome })
})

it('asks for attention until the worker has read why', async () => {
  const entry = await recordVisit(db, sampleVisit())
  await settle(db, entry.id, { verdict: 'quarantined', receipt: null, code: 'bad', message: '不完整', slip_refused: false })
  expect(await countAttention(db)).toBe(1)

  await acknowledge(db, entry.id)

  expect(await countAttention(db)).toBe(0)
  expect(await entriesAt(db, 'door-1')).toMatchObject([{ state: 'attention', message: '不完整' }])
})
