// The server as the phone knows it: one short function an endpoint, and the ways it can fail.
import type { components } from '@shared/schema'
import type { User } from '../domain/records'

type Schemas = components['schemas']

/** No answer came: no network, no server, or too slow. Wait and try again. */
export class NetworkFailure extends Error {
  constructor(
    message: string,
    readonly reason: unknown,
  ) {
    super(message)
  }
}

/** The server answered no, with a code and a sentence for the worker. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterS: number,
  ) {
    super(message)
  }
}

export interface PushItem {
  id: string
  device_seq: number
  type: string
  schema_version: number
  body: string
  sha256: string
}

export type PushRequest = Omit<Schemas['Push'], 'items' | 'blobs'> & { items: PushItem[]; blobs: Schemas['Blob'][] }
export type ItemResult = Schemas['Verdict']
export type BlobResult = Schemas['BlobVerdict']
export type PushAnswer = Schemas['Pushed']

export interface PullAnswer<Item = unknown> {
  server_time: string
  scope: string[]
  items: Item[]
  next: number
  more: boolean
}

const PATIENCE_MS = 60_000

async function send(path: string, init: RequestInit): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS)
  try {
    return await fetch(`/api/v1${path}`, { ...init, credentials: 'same-origin', signal: abort.signal })
  } catch (cause) {
    throw new NetworkFailure('连不上服务器', cause)
  } finally {
    clearTimeout(timer)
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  const retryAfter = Number(response.headers.get('Retry-After')) || 0
  const text = await response.text()
  // A proxy on the way may answer with a page of its own instead of our JSON.
  const isOurs = response.headers.get('Content-Type')?.includes('json') ?? false
  const said = isOurs ? (JSON.parse(text) as { code?: string; message?: string }) : {}
  const message = said.message ?? `服务器暂时不能处理（${response.status}），请稍后再试。`
  return new Refusal(response.status, said.code ?? `http_${response.status}`, message, retryAfter)
}

async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await send(path, init)
  if (!response.ok) throw await refusalOf(response)
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch (cause) {
    // A login page of a hotel's Wi-Fi says 200 too, and half an answer is no answer.
    throw new NetworkFailure('收到的回答不完整', cause)
  }
}

function posting(content: unknown): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content) }
}

/** Sign in with name and password. */
export async function signIn(username: string, password: string): Promise<User> {
  return (await call<{ user: User }>('/session', posting({ username, password }))).user
}

/** Who the server thinks is signed in. */
export async function showSession(): Promise<User> {
  return (await call<{ user: User }>('/session')).user
}

/** End the session. */
export async function signOut(): Promise<void> {
  await call('/session', { method: 'DELETE' })
}

/** Hand in a batch of events with their signatures. */
export function push(request: PushRequest): Promise<PushAnswer> {
  return call<PushAnswer>('/sync/push', posting(request))
}

/** Ask for what changed after a change number. */
export function pull<Item>(since: number, limit: number): Promise<PullAnswer<Item>> {
  return call<PullAnswer<Item>>(`/sync/pull?since=${since}&limit=${limit}`)
}

/** Hand in a picture too big to travel with its event. */
export function putBlob(sha256: string, data: ArrayBuffer): Promise<unknown> {
  return call<unknown>(`/blobs/${sha256}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: data,
  })
}
