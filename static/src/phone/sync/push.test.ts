// Batches as the line and the server bear them, each event settled by its own verdict; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { attentionWords, badgeOf } from '../domain/badge'
import { sampleDoor, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { writeMeta } from '../local/meta'
import { acknowledge, countAttention, countOpen, newestEntries } from '../local/outbox'
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

/** A server that refuses every batch with this event in it. */
function choke(seq: number, status: number, code: string): void {
  push.mockImplementation(async (request) => {
    if (request.items.some((item) => item.device_seq === seq)) throw new client.Refusal(status, code, '不行。', 0)
    return server.push(request)
  })
}

/** So many runs, whatever becomes of each; answers how many items each push had. */
async function runs(times: number): Promise<number[]> {
  for (let n = 0; n < times; n += 1) await sync().catch(() => {})
  return push.mock.calls.map(([request]) => request.items.length)
}

const badge = async () => badgeOf(await countOpen(db), 'idle').text

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
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

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
  choke(2, status, code)

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

it.each([
  [400, 'http_400'],
  [413, 'http_413'],
  [403, 'http_403'],
  [403, 'forbidden'],
  [404, 'http_404'],
  [500, 'failed'],
  [503, 'http_503'],
])('sets nothing aside for what is not our server saying that it cannot read it (%i %s)', async (status, code) => {
  await record(1)
  choke(1, status, code)
  await runs(3)
  expect([await states(), await badge()]).toEqual([['waiting'], '1 条待上传'])

  push.mockImplementation(server.push)
  await sync()

  expect([await states(), await badge()]).toEqual([['received'], '全部已上传'])
})

it.each([403, 500, 502])('finds the one entry that breaks every batch, and sends the others (%i)', async (status) => {
  await record(12)
  choke(3, status, `http_${status}`)

  expect(await runs(3)).toEqual([10, 5, 2, 4, 2, 1, 1, 2, 4, 2])
  expect((await states()).filter((state) => state === 'received')).toHaveLength(11)

  await record(1)
  push.mockClear()
  expect(await sync()).toBe('some')
  expect(push.mock.calls.map(([request]) => request.items[0]!.device_seq)).toEqual([13, 3])

  push.mockImplementation(server.push)
  expect([await sync(), await badge()]).toEqual(['nothing', '全部已上传'])
})

it('stops asking a server that takes nothing, and still comes to every entry', async () => {
  await record(8)
  await writeMeta(db, 'first_batch', 1)
  push.mockImplementation(async ({ items }) => {
    if (items.length > 0) throw new client.Refusal(500, 'failed', '出错', 0)
    return server.push({ items, blobs: [] } as never)
  })

  expect([await sync(), await sync(), await sync()]).toEqual(['some', 'some', 'some'])

  expect(push.mock.calls.map(([request]) => request.items[0]!.device_seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1])
  expect(pull).toHaveBeenCalledTimes(3)
})

it('passes over an entry that cannot be read in one way and breaks the server in the other', async () => {
  await record(2)
  push.mockImplementation(async (request) => {
    if (request.items.every((item) => item.device_seq !== 1)) return server.push(request)
    throw request.phone ? new client.Refusal(422, 'invalid_input', '不行', 0) : new client.Refusal(500, 'failed', '出错', 0)
  })

  expect(await sync()).toBe('some')

  expect(await states()).toEqual(['received', 'waiting'])
})

it('never says that all was uploaded while an entry is set aside, read or not', async () => {
  await record(2)
  choke(2, 422, 'invalid_input')
  await sync()
  expect(await badge()).toBe('1 条需要处理')

  await acknowledge(db, (await newestEntries(db, 1))[0]!.id)

  expect(await badge()).toBe('1 条待上传')
})

describe('an entry that was set aside', () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22') })
    await record(1)
    choke(1, 422, 'invalid_input')
    await runs(2)
    await acknowledge(db, (await newestEntries(db, 1))[0]!.id)
    push.mockClear()
  })

  it('is left alone for a day', async () => {
    expect(await runs(2)).toEqual([0, 0])
    vi.setSystemTime(Date.parse('2026-11-23T00:01'))

    expect(await runs(2)).toEqual([0, 0, 1, 1, 0])
    expect([await states(), await countAttention(db)]).toEqual([['attention'], 0])
  })

  it.each([
    ['a day later', () => void vi.setSystemTime(Date.parse('2026-11-23T00:01'))],
    ['though the clock was set back for years', () => void vi.setSystemTime(Date.parse('2016-11-23'))],
    ['by a new build of the app', () => writeMeta(db, 'asides_tried', { at: Date.now(), build: 'older' })],
  ])('is sent after all, %s', async (_case, happens) => {
    push.mockImplementation(server.push)
    await happens()

    await sync()

    expect([await states(), await badge()]).toEqual([['received'], '全部已上传'])
  })

  it('is sent after all when the worker asks, once each time', async () => {
    await exchange(db, () => {}, true)
    expect([push.mock.calls.length, await states()]).toEqual([2, ['attention']])
    push.mockImplementation(server.push)

    await exchange(db, () => {}, true)

    expect(await states()).toEqual(['received'])
  })

  it('is with the office when it has a verdict that sets it aside', async () => {
    push.mockImplementation(async (request) => {
      const answer = await server.push(request)
      return { ...answer, results: answer.results.map((one) => ({ ...one, status: 'quarantined' as const, message: '不完整' })) }
    })

    await exchange(db, () => {}, true)

    expect(await badge()).toBe('1 条待派出所核对')
  })
})

it('shows what needs a review though the first answer was lost and the server says it again', async () => {
  await record(1)
  push.mockImplementation(async (request) => {
    const answer = await server.push(request)
    const isFirst = push.mock.calls.length === 1
    if (isFirst) throw new client.NetworkFailure('lost', null)
    const results = answer.results.map((one) => ({ ...one, status: 'needs_review' as const, code: 'outside_grids', message: '不在您的网格内' }))
    return { ...answer, results }
  })

  await runs(2)

  const [entry] = await newestEntries(db, 1)
  expect([entry!.state, attentionWords(entry!), await badge()]).toEqual(['attention', '不在您的网格内', '1 条待派出所核对'])
})
