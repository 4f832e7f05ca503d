// A line on which a request of any size gives up after a minute; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { recordVisit } from '../local/visits'
import { exchange } from './exchange'
import { FakeServer } from './fakeServer'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
  putBlob: vi.fn(),
  findOffset: vi.fn(),
  patchBlob: vi.fn(),
}))

const MOST_ITEMS = 3
const KB = 1024
const TOO_SLOW = new client.TooSlow('网络太慢，没有传完', null)
let db: PhoneDb
let server: FakeServer

beforeEach(async () => {
  server = new FakeServer()
  vi.mocked(client.push).mockImplementation((request, anchor) => {
    return request.items.length > MOST_ITEMS ? Promise.reject(TOO_SLOW) : server.push(request, anchor)
  })
  vi.mocked(client.pull).mockImplementation(server.pull)
  vi.mocked(client.snapshot).mockImplementation(server.snapshot)
  vi.mocked(client.putBlob).mockRejectedValue(TOO_SLOW)
  vi.mocked(client.findOffset).mockImplementation(server.findOffset)
  vi.mocked(client.patchBlob).mockImplementation(server.patchBlob)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})
afterEach(() => vi.resetAllMocks())

// One run after another, as the engine has it.
async function runs(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await exchange(db, () => {}).catch((failure: unknown) => expect(failure).toBe(TOO_SLOW))
}

it('hands in what ten at once are too many for, in smaller and smaller batches', async () => {
  for (let n = 0; n < 12; n += 1) await recordVisit(db, sampleVisit())

  await runs(3)

  expect(vi.mocked(client.push).mock.calls.slice(0, 3).map(([request]) => request.items.length)).toEqual([10, 5, 2])
  await runs(6)
  expect(server.kept.events.size).toBe(12)
})

it('hands in a photo in pieces that is too large for it whole', async () => {
  await recordVisit(db, sampleVisit({ photos: [new Uint8Array(200 * KB).fill(1).buffer] }))

  await runs(2)

  expect([server.kept.blobs.size, vi.mocked(client.putBlob).mock.calls.length]).toEqual([1, 1])
})
