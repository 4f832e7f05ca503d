// The register is read once, and from then on what changed; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleDoorData, samplePage } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'
import { exchange } from './exchange'
import { FakeServer } from './fakeServer'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
  putBlob: vi.fn(),
}))
const push = vi.mocked(client.push)
const pull = vi.mocked(client.pull)
const snapshot = vi.mocked(client.snapshot)

let db: PhoneDb
let server: FakeServer

const sync = () => exchange(db, () => {})

beforeEach(async () => {
  server = new FakeServer()
  push.mockReset().mockImplementation(server.push)
  pull.mockReset().mockImplementation(server.pull)
  snapshot.mockReset().mockImplementation(server.snapshot)
  vi.mocked(client.putBlob).mockReset().mockImplementation(server.putBlob)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

const door9 = { seq: 5, kind: 'household' as const, id: 'door-9', data: sampleDoorData({ id: 'door-9' }) }

it('reads everything once, and from then on what changed', async () => {
  pull.mockImplementationOnce(async () => {
    server.kept.seq = 105
    return samplePage({ ...server.heard(), next: 105, more: true, items: [door9] })
  })

  await sync()
  await sync()

  expect(snapshot.mock.calls.map(([progress]) => progress)).toEqual([undefined])
  expect(pull.mock.calls.map(([since]) => since)).toEqual([100, 105, 105])
  expect(await db.households.get('door-9')).toBeDefined()
  expect(await readMeta(db, 'clock_anchor')).toMatchObject({ server_time: '2026-11-22T06:00:00Z' })
})

it('goes on with a snapshot that was cut off', async () => {
  snapshot
    .mockImplementationOnce(async () => ({ ...(await server.snapshot(undefined, 0)), as_of: 90, after: 'door-5' }))
    .mockRejectedValueOnce(new client.NetworkFailure('cut', null))
  await expect(sync()).rejects.toThrow('cut')

  await sync()

  const from = { as_of: 90, after: 'door-5' }
  expect(snapshot.mock.calls.map(([progress]) => progress)).toEqual([undefined, from, from])
  expect(await readMeta(db, 'cursor')).toBe(100)
})

it('drops the doors outside and begins anew when the grids changed', async () => {
  await sync()
  server.scope = ['341825100201002']
  server.doors = []

  await sync()

  expect([snapshot.mock.calls.length, await db.households.count()]).toEqual([2, 0])
})
