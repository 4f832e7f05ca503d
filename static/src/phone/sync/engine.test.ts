// Sending what waits, whatever the network and the server do; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { refusalOf } from '../api/failures'
import { sampleDoor, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { Engine, type SyncStatus } from './engine'
import { FakeServer } from './fakeServer'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  showSession: vi.fn(),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
  putBlob: vi.fn(),
}))
const push = vi.mocked(client.push)
const pull = vi.mocked(client.pull)
const snapshot = vi.mocked(client.snapshot)

let db: PhoneDb
let said: SyncStatus[]
let engine: Engine
let server: FakeServer

async function record(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await recordVisit(db, sampleVisit())
}

const states = async () => (await newestEntries(db, 100)).map((entry) => entry.state)
const phase = () => said[said.length - 1]?.phase

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: true })
  server = new FakeServer()
  said = []
  db = new PhoneDb(randomId())
  engine = new Engine(db, 'me', (status) => said.push(status))
  await db.households.add(sampleDoor())
  vi.mocked(client.showSession).mockResolvedValue({ id: 'me', name: '', username: 'me', role: 'worker', scope: '' })
  push.mockImplementation(server.push)
  pull.mockImplementation(server.pull)
  snapshot.mockImplementation(server.snapshot)
  vi.mocked(client.putBlob).mockImplementation(server.putBlob)
})

afterEach(() => {
  engine.stop()
  vi.restoreAllMocks()
  vi.resetAllMocks()
  vi.unstubAllGlobals()
})

describe('pushing', () => {
  it('sends in order, in batches of ten, and writes down the receipts', async () => {
    await record(12)

    await engine.wake('hand')

    expect(push.mock.calls.map(([request]) => request.items.length)).toEqual([10, 2])
    expect(push.mock.calls[0]?.[0].items.map((item) => item.device_seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect((await newestEntries(db, 1))[0]).toMatchObject({ state: 'received', receipt: 112 })
    expect(phase()).toBe('idle')
  })

  it('sends again after a lost answer, and a duplicate counts as received', async () => {
    await record(1)
    push.mockImplementationOnce(async (request) => {
      await server.push(request)
      throw new client.NetworkFailure('lost', null)
    })

    await engine.wake('hand')
    expect([await states(), phase()]).toEqual([['waiting'], 'offline'])

    await engine.wake('online')
    expect((await newestEntries(db, 1))[0]).toMatchObject({ state: 'received', verdict: 'duplicate', receipt: 101 })
  })

  it('does not let one bad entry hold up the others', async () => {
    await record(3)
    push.mockImplementation(async (request) => {
      const answer = await server.push(request)
      answer.results = answer.results.map((result, place) => (place === 1 ? { ...result, status: 'retry' as const } : result))
      return request.items.length === 3 ? answer : server.push(request)
    })

    await engine.wake('hand')
    expect([await states(), phase()]).toEqual([['received', 'waiting', 'received'], 'failed'])

    await engine.wake('hand')
    expect(await states()).toEqual(['received', 'received', 'received'])
  })

  it('asks a human about a visit whose signature will never be taken', async () => {
    const { blobs } = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
    push.mockImplementationOnce(async (request) => {
      const answer = await server.push({ ...request, blobs: [] })
      return { ...answer, blobs: [{ sha256: blobs[0]!, ok: false, code: 'blob_not_an_image', message: '不是图片' }] }
    })

    await engine.wake('hand')

    expect(await newestEntries(db, 1)).toMatchObject([{ state: 'attention', message: '不是图片' }])
    expect([vi.mocked(client.putBlob).mock.calls.length, phase()]).toEqual([0, 'idle'])
  })
})

it('tries again at once when the network came back while a request hung on a broken line', async () => {
  await record(1)
  push.mockImplementationOnce(async () => {
    await engine.wake('online')
    throw new client.NetworkFailure('broken', null)
  })

  await engine.wake('start')

  expect([await states(), push.mock.calls.length, phase()]).toEqual([['received'], 2, 'idle'])
})

it('tries what was set aside again when asked by hand, also in the midst of a run', async () => {
  await record(1)
  push.mockRejectedValue(new client.Refusal(422, 'invalid_input', '不行。', 0))
  await engine.wake('start')
  push.mockReset().mockImplementation(server.push)
  await engine.wake('start')
  expect([await states(), push.mock.calls.length]).toEqual([['attention'], 1])

  push.mockImplementationOnce(async (request) => {
    void engine.wake('hand')
    return server.push(request)
  })
  await engine.wake('start')

  expect([await states(), phase()]).toEqual([['received'], 'idle'])
})

describe('failing', () => {
  it('pauses at 401, asks to sign in and deletes nothing', async () => {
    await record(2)
    push.mockRejectedValueOnce(new client.Refusal(401, 'signed_out', '登录已过期', 0))

    await engine.wake('hand')
    await engine.wake('timer')

    expect([await states(), phase(), push.mock.calls.length]).toEqual([['waiting', 'waiting'], 'signed_out', 1])
  })

  it('does not pause for a 401 that a gate on the way says', async () => {
    await record(1)
    vi.spyOn(performance, 'now').mockReturnValue(0)
    push.mockRejectedValueOnce(new client.Refusal(401, 'http_401', '服务器暂时不能处理（401）', 0))
    await engine.wake('hand')
    expect([await states(), phase()]).toEqual([['waiting'], 'offline'])

    vi.spyOn(performance, 'now').mockReturnValue(10_000)
    await engine.wake('timer')

    expect([await states(), phase()]).toEqual([['received'], 'idle'])
  })

  it("never sends under another's session", async () => {
    await record(1)
    vi.mocked(client.showSession).mockResolvedValue({ id: 'station', name: '', username: 'station', role: 'station', scope: '' })

    await engine.wake('hand')

    expect([push.mock.calls.length, phase()]).toEqual([0, 'signed_out'])
  })

  const withPhoto = () => recordVisit(db, sampleVisit({ photos: [new ArrayBuffer(200 * 1024)] }))

  it.each<['push' | 'putBlob' | 'snapshot', number]>([['push', 10], ['putBlob', 11], ['snapshot', 11]])(
    'pauses when another tab signs in as somebody else before a %s, and hands nothing in as theirs', async (next, events) => {
      server.session = db.userId
      await record(10)
      const { blobs: [photo] } = await withPhoto()
      // The first batch goes, at any rate.
      const asked = next === 'push' ? push.mockImplementationOnce(server.push) : vi.mocked(client[next])
      asked.mockImplementationOnce((async (...told: Parameters<typeof server.push>) => {
        server.session = 'worker3'
        return (server[next] as typeof server.push)(...told)
      }) as never)

      await engine.wake('hand')

      expect([server.kept.events.size, server.kept.blobs.size, phase()]).toEqual([events, next === 'snapshot' ? 1 : 0, 'signed_out'])
      expect(said.at(-1)?.message).toBe('此浏览器已换别的账号登录，请重新登录。')
      expect(await readMeta(db, 'scope')).toBeUndefined()

      server.session = db.userId
      await engine.wake('visible')
      expect([server.kept.events.size, [...server.kept.blobs.keys()], phase()]).toEqual([11, [photo], 'idle'])
    },
  )

  it('comes back no earlier than the server said, however impatient the worker', async () => {
    await record(1)
    push.mockRejectedValueOnce(new client.Refusal(503, 'busy', '忙', 30))

    await engine.wake('hand')
    await engine.wake('timer')
    await engine.wake('hand')

    expect([push.mock.calls.length, phase()]).toEqual([1, 'failed'])
  })

  it('goes at the first press though a proxy on the way asked for a day', async () => {
    await record(1)
    const page = new Response('<h1>503</h1>', { status: 503, headers: { 'Content-Type': 'text/html', 'Retry-After': '86400' } })
    push.mockRejectedValueOnce(await refusalOf(page))

    await engine.wake('start')
    await engine.wake('entry')
    expect([push.mock.calls.length, phase()]).toEqual([1, 'failed'])
    await engine.wake('hand')

    expect([await states(), phase()]).toEqual([['received'], 'idle'])
  })

  it('goes by itself within minutes of that', async () => {
    await record(1)
    vi.spyOn(performance, 'now').mockReturnValue(0)
    push.mockRejectedValueOnce(await refusalOf(new Response('', { status: 503, headers: { 'Retry-After': '86400' } })))
    await engine.wake('start')

    vi.spyOn(performance, 'now').mockReturnValue(610_000)
    await engine.wake('timer')

    expect([await states(), phase()]).toEqual([['received'], 'idle'])
  })

  it('does not wait for years when the wall clock was set back', async () => {
    push.mockRejectedValueOnce(new client.NetworkFailure('cut', null))
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2036-11-22'))
    vi.spyOn(performance, 'now').mockReturnValue(0)
    await engine.wake('hand')

    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2016-11-22'))
    vi.spyOn(performance, 'now').mockReturnValue(3_000)
    await engine.wake('timer')

    expect([push.mock.calls.length, phase()]).toEqual([2, 'idle'])
  })

  it('hands in though it is too old to be told anything', async () => {
    await record(1)
    snapshot.mockRejectedValue(new client.Refusal(426, 'upgrade_required', '手机端版本太旧。', 0))
    await engine.wake('hand')
    await record(1)

    await engine.wake('entry')

    expect([await states(), phase()]).toEqual([['received', 'received'], 'failed'])
  })

  it('opens the database again when the browser dropped it, and goes on', async () => {
    await record(1)
    push.mockImplementationOnce(async (request) => {
      db.close()
      return server.push(request)
    })

    await engine.wake('hand')

    expect([await states(), phase()]).toEqual([['received'], 'idle'])
  })

  it('leaves a database closed that was closed for good', async () => {
    await record(1)
    push.mockImplementationOnce(async (request) => {
      db.end()
      return server.push(request)
    })

    await engine.wake('hand')
    await engine.wake('hand')

    expect([db.isOpen(), push.mock.calls.length]).toEqual([false, 1])
  })

  it('does not even try without a network', async () => {
    vi.stubGlobal('navigator', { onLine: false })

    await engine.wake('hand')

    expect([vi.mocked(client.showSession).mock.calls.length, phase()]).toEqual([0, 'offline'])
  })
})
