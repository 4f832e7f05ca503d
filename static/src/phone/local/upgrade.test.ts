// A phone that recorded with the first version of the app keeps all of it, and sends it as it was made.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { expect, it } from 'vitest'
import { randomId } from '../domain/uuid'
import { unsentNames } from './blobs'
import { PhoneDb } from './db'
import { newestEntries, waitingAmong, waitingIds } from './outbox'

const OLD = {
  type: 'visit', schema_version: 1, body: '{}', sha256: 'x', verdict: null, receipt: null, code: null, message: null,
  attempts: 0, recorded_at: '2026-11-22T06:00:00.000Z', settled_at: null, acknowledged_at: null, household_id: 'door-1',
  outcome: 'taught', title: '吕建国', address: '', note: '',
}
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
