// What becomes of a request on a line that is slow, or stalls.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sampleHeard } from '../domain/samples'
import type { Speaker } from '../domain/wire'
import { NetworkFailure, Refusal, TooSlow, findOffset, patchBlob, pull, push, putBlob, showSession, signWith, snapshot } from './client'

const PATIENCE_MS = 60_000
const ME = { account: 'me', anchor: undefined }
const json = { 'Content-Type': 'application/json' }

// The head of an answer and half its body; then nothing, until whoever asked gives up.
function stalling({ signal }: RequestInit): Promise<Response> {
  const body = new ReadableStream({
    start(half) {
      half.enqueue(new TextEncoder().encode('{"server_time"'))
      signal?.addEventListener('abort', () => half.error(new DOMException('aborted', 'AbortError')))
    },
  })
  return Promise.resolve(new Response(body, { headers: json }))
}

function hanging({ signal }: RequestInit): Promise<Response> {
  return new Promise((_done, fail) => signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError'))))
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each([
  ['whose answer stalls half way', stalling],
  ['that is never answered', hanging],
])('gives up a request %s', async (_case, answer) => {
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => answer(init))
  const asked = pull(0, 10, ME).catch((failure: unknown) => failure)

  await vi.advanceTimersByTimeAsync(PATIENCE_MS)

  expect(await asked).toBeInstanceOf(TooSlow)
})

it.each([
  ['half an answer', () => Promise.resolve(new Response('{"user"', { headers: json })), NetworkFailure],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch')), NetworkFailure],
  ['a refusal', () => Promise.resolve(new Response('{}', { status: 401, headers: json })), Refusal],
])('does not take %s for a slow line', async (_case, fetch, kind) => {
  vi.stubGlobal('fetch', fetch)

  const failure = await showSession().catch((cause: unknown) => cause)

  expect(failure).toBeInstanceOf(kind)
  expect(failure).not.toBeInstanceOf(TooSlow)
})

it('answers what the server says', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(sampleHeard(5)), { headers: json })))

  expect(await push({ proto: 1, device_id: 'x', items: [], blobs: [], phone: null }, ME)).toMatchObject({ anchor: { seq: 5 } })
})

it('says with every request of a run for whom it is meant, and what they have heard of', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_path: string, { headers }: RequestInit) => {
    sent.push(headers)
    return new Response('{}', { headers: json })
  })
  const me: Speaker = { account: 'me', anchor: { seq: 7, hash: 'ab' } }
  const piece = { sha256: 'x', offset: 0, length: 1, data: new ArrayBuffer(1) }

  await push({ proto: 1, device_id: 'x', items: [], blobs: [], phone: null }, me)
  await Promise.all([pull(0, 10, me), snapshot(undefined, 10, me), putBlob('x', piece.data, me), findOffset('x', me), patchBlob(piece, me)])

  expect(sent).toEqual(Array(6).fill(expect.objectContaining({ 'X-Account': 'me', 'X-Anchor': '7:ab' })))
})

const usedUp = () => new Response('{"code":"signature_used"}', { status: 409, headers: json })

it('signs anew what a copy on the way has used up, and tells the server once', async () => {
  const sent: unknown[] = []
  const answers = [usedUp(), new Response(JSON.stringify(sampleHeard(5)), { headers: json })]
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
    sent.push((init.headers as Record<string, string>)['X-Device'])
    return Promise.resolve(answers.shift())
  })
  let number = 0
  signWith(async ({ method, path }) => `${method} ${path} ${(number += 1)}`)

  await push({ proto: 1, device_id: 'x', items: [], blobs: [], phone: null }, ME)

  expect(sent).toEqual(['POST /api/v1/sync/push 1', 'POST /api/v1/sync/push 2'])
  signWith(null)
})

it('does not try that for ever', async () => {
  const fetch = vi.fn(() => Promise.resolve(usedUp()))
  vi.stubGlobal('fetch', fetch)

  expect(await pull(0, 10, ME).catch((failure: unknown) => failure)).toMatchObject({ code: 'signature_used' })
  expect(fetch).toHaveBeenCalledTimes(3)
})
