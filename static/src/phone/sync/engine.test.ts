// Sending what waits, whatever the network and the server do; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleDoorData, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { backoffSeconds } from './backoff'
import { Engine, type SyncStatus } from './engine'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  showSession: vi.fn(),
  push: vi.fn(),
  pull: vi.fn(),
  putBlob: vi.fn(),
}))
const push = vi.mocked(client.push)
const pull = vi.mocked(client.pull)

const GRID = '341825100201001'
let db: PhoneDb
let said: SyncStatus[]
let engine: Engine
let stored: Map<string, number>

/** A server that remembers: a second time is a duplicate with the same receipt. */
function takeIn(request: client.PushRequest): client.PushAnswer {
  const results = request.items.map(({ id }): client.ItemResult => {
    const status = stored.has(id) ? 'duplicate' : 'created'
    if (status === 'created') stored.set(id, 100 + stored.size)
    return { id, status, receipt: stored.get(id) ?? null, code: null, message: null }
  })
  const blobs = request.blobs.map(({ sha256 }) => ({ sha256, ok: true, code: null, message: null }))
  return { server_time: '2026-11-22T06:00:00Z', results, blobs }
}

function page(given: Partial<client.PullAnswer> = {}): client.PullAnswer {
  return { server_time: '2026-11-22T06:00:00Z', scope: [GRID], items: [], next: 1, more: false, ...given }
}

async function record(times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await recordVisit(db, sampleVisit())
}

const states = async () => (await newestEntries(db, 100)).map((entry) => entry.state)
const phase = () => said[said.length - 1]?.phase

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: true })
  stored = new Map()
  said = []
  db = new PhoneDb(randomId())
  engine = new Engine(db, 'me', (status) => said.push(status))
  await db.households.add(sampleDoor())
  vi.mocked(client.showSession).mockResolvedValue({ id: 'me', name: '', username: 'me', role: 'worker', scope: '' })
  push.mockImplementation(async (request) => takeIn(request))
  pull.mockResolvedValue(page())
})

afterEach(() => {
  engine.stop()
  vi.resetAllMocks()
  vi.unstubAllGlobals()
})

describe('pushing', () => {
  it('sends in order, in batches of ten, and writes down the receipts', async () => {
    await record(12)

    await engine.wake('hand')

    expect(push.mock.calls.map(([request]) => request.items.length)).toEqual([10, 2])
    expect(push.mock.calls[0]?.[0].items.map((item) => item.device_seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect((await newestEntries(db, 1))[0]).toMatchObject({ state: 'received', receipt: 111 })
    expect(phase()).toBe('idle')
  })

  it('sends the signature along, and the body exactly as it was stored', async () => {
    const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

    await engine.wake('hand')

    const sent = push.mock.calls[0]![0]
    expect(sent.items[0]).toMatchObject({ body: entry.body, sha256: entry.sha256 })
    expect(sent.blobs).toEqual([{ sha256: entry.blobs[0], data: 'iVBORw==' }])
  })

  it('sends again after a lost answer, and a duplicate counts as received', async () => {
    await record(1)
    push.mockImplementationOnce(async (request) => {
      takeIn(request)
      throw new client.NetworkFailure('lost', null)
    })

    await engine.wake('hand')
    expect([await states(), phase()]).toEqual([['waiting'], 'offline'])

    await engine.wake('online')
    expect((await newestEntries(db, 1))[0]).toMatchObject({ state: 'received', verdict: 'duplicate', receipt: 100 })
  })

  it('halves the batch at 413 until it fits', async () => {
    await record(10)
    push.mockImplementation(async (request) => {
      if (request.items.length > 3) throw new client.Refusal(413, 'too_large', '太大', 0)
      return takeIn(request)
    })

    await engine.wake('hand')

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
      return takeIn(request)
    })

    await engine.wake('hand')

    expect(await states()).toEqual(['received', 'attention', 'received'])
  })

  it('does not let one bad entry hold up the others', async () => {
    await record(3)
    push.mockImplementation(async (request) => {
      const answer = takeIn(request)
      answer.results = answer.results.map((result, place) => (place === 1 ? { ...result, status: 'retry' } : result))
      return request.items.length === 3 ? answer : takeIn(request)
    })

    await engine.wake('hand')
    expect([await states(), phase()]).toEqual([['received', 'waiting', 'received'], 'failed'])

    await engine.wake('hand')
    expect(await states()).toEqual(['received', 'received', 'received'])
  })

  it('keeps a visit waiting while its signature was not taken', async () => {
    await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
    push.mockImplementationOnce(async (request) => {
      const answer = takeIn(request)
      answer.blobs = answer.blobs.map((blob) => ({ ...blob, ok: false, code: 'blob_damaged', message: '损坏' }))
      return answer
    })

    await engine.wake('hand')
    expect(await states()).toEqual(['waiting'])

    await engine.wake('hand')
    expect(await states()).toEqual(['received'])
  })
})

describe('failing', () => {
  it('pauses at 401, asks to sign in and deletes nothing', async () => {
    await record(2)
    push.mockRejectedValueOnce(new client.Refusal(401, 'signed_out', '登录已过期', 0))

    await engine.wake('hand')
    await engine.wake('timer')

    expect([await states(), phase(), push.mock.calls.length]).toEqual([['waiting', 'waiting'], 'signed_out', 1])
  })

  it("never sends under another's session", async () => {
    await record(1)
    vi.mocked(client.showSession).mockResolvedValue({ id: 'station', name: '', username: 'station', role: 'station', scope: '' })

    await engine.wake('hand')

    expect([push.mock.calls.length, phase()]).toEqual([0, 'signed_out'])
  })

  it('leaves the server alone for a while after a failure', async () => {
    await record(1)
    push.mockRejectedValueOnce(new client.Refusal(503, 'busy', '忙', 30))

    await engine.wake('hand')
    await engine.wake('timer')

    expect([push.mock.calls.length, phase()]).toEqual([1, 'failed'])
  })

  it('does not even try without a network', async () => {
    vi.stubGlobal('navigator', { onLine: false })

    await engine.wake('hand')

    expect([vi.mocked(client.showSession).mock.calls.length, phase()]).toEqual([0, 'offline'])
  })

  it.each([[0, 1], [1, 1], [3, 1], [30, 1]])('backs off at least a second after %i failures', (failures, least) => {
    expect(backoffSeconds(failures, 0)).toBe(least)
    expect(backoffSeconds(failures, 1)).toBeLessThanOrEqual(300)
  })
})

describe('pulling', () => {
  it('reads pages until there are no more', async () => {
    pull
      .mockResolvedValueOnce(page({ next: 5, more: true, items: [{ seq: 5, kind: 'household', id: 'door-9', data: sampleDoorData({ id: 'door-9' }) }] }))
      .mockResolvedValueOnce(page({ next: 8 }))

    await engine.wake('hand')

    expect(pull.mock.calls.map(([since]) => since)).toEqual([0, 5])
    expect(await db.households.get('door-9')).toBeDefined()
    expect(await readMeta(db, 'clock_anchor')).toMatchObject({ server_time: '2026-11-22T06:00:00Z' })
  })

  it('starts over when the grids changed', async () => {
    pull.mockResolvedValueOnce(page({ next: 5 }))
    await engine.wake('hand')
    pull.mockResolvedValue(page({ scope: ['341825100201002'], next: 9 }))

    await engine.wake('hand')

    expect(pull.mock.calls.map(([since]) => since)).toEqual([0, 5, 0])
    expect(await db.households.count()).toBe(0)
  })
})
