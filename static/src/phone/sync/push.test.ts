// Batches as the line and the server bear them, each event settled by its own verdict; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
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

async function record(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await recordVisit(db, sampleVisit())
}

const states = async () => (await newestEntries(db, 100)).map((entry) => entry.state)

beforeEach(async () => {
  server = new FakeServer()
  push.mockReset().mockImplementation(server.push)
  pull.mockReset().mockImplementation(server.pull)
  snapshot.mockReset().mockImplementation(server.snapshot)
  vi.mocked(client.putBlob).mockReset().mockImplementation(server.putBlob)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})
afterEach(() => vi.restoreAllMocks())

it('sends the signature along, and the body exactly as it was stored', async () => {
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  await sync()

  const sent = push.mock.calls[0]![0]
  expect(sent.items[0]).toMatchObject({ body: entry.body, sha256: entry.sha256 })
  expect(sent.blobs).toEqual([{ sha256: entry.blobs[0], data: 'iVBORw==' }])
})

it('halves the batch at 413 until it fits', async () => {
  await record(10)
  push.mockImplementation(async (request) => {
    if (request.items.length > 3) throw new client.Refusal(413, 'too_large', '太大', 0)
    return server.push(request)
  })

  await sync()

  expect(push.mock.calls.map(([request]) => request.items.length)).toEqual([10, 5, 2, 2, 2, 2, 2])
  expect(new Set(await states())).toEqual(new Set(['received']))
})

it.each([
  [413, 'too_large'],
  [422, 'invalid_input'],
  [400, 'too_deep'],
])('sets aside the one entry that the server cannot read (%i), and sends the others', async (status, code) => {
  await record(3)
  push.mockImplementation(async (request) => {
    if (request.items.some((item) => item.device_seq === 2)) throw new client.Refusal(status, code, '不行。', 0)
    return server.push(request)
  })

  await sync()

  expect(await states()).toEqual(['received', 'attention', 'received'])
})

it('lets a visit go ahead of a signature that was spoilt on the way, and sends that by itself', async () => {
  const { blobs } = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  push.mockImplementationOnce(async (request) => {
    const answer = await server.push({ ...request, blobs: [] })
    return { ...answer, blobs: [{ sha256: blobs[0]!, ok: false, code: 'blob_damaged', message: '损坏' }] }
  })

  await sync()

  expect([await states(), [...server.kept.blobs.keys()]]).toEqual([['received'], blobs])
})

it('says with every run that it lives, though there is nothing to send', async () => {
  await sync()
  await record(2)
  await sync()

  const reports = push.mock.calls.map(([request]) => [request.items.length, request.phone])
  expect(reports).toMatchObject([
    [0, { build: 'dev', minted_seq: 0, oldest_waiting_at: null, persisted: null, lost: null }],
    [2, { minted_seq: 2, oldest_waiting_at: expect.stringMatching(/Z$/), boot_id: expect.any(String) }],
  ])
})

it('sends more at once on a quick line and fewer on a slow one', async () => {
  await record(30)
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  let clock = 0
  push.mockImplementation(async (request) => {
    clock += push.mock.calls.length === 1 ? 1_000 : 11_000
    return server.push(request)
  })

  await sync()

  expect(push.mock.calls.map(([request]) => request.items.length)).toEqual([10, 20])
  await record(20)
  await sync()
  expect(push.mock.calls.slice(2).map(([request]) => request.items.length)).toEqual([10, 5, 2, 1, 1, 1])
})

it('sends the version of an event that it was made with', async () => {
  const { id } = await recordVisit(db, sampleVisit())
  await db.outbox.update(id, { schema_version: 1 })

  await sync()

  expect(push.mock.calls[0]![0].items[0]).toMatchObject({ schema_version: 1 })
})
