// The server as the phone knows it: one short function an endpoint.
import type { User } from '../domain/records'
import type {
  BlobTaken,
  MyGrades,
  NewPhone,
  Progress,
  PullAnswer,
  PushAnswer,
  PushRequest,
  Rescued,
  SnapshotAnswer,
  Speaker,
} from '../domain/wire'
import type { RescueFile } from '../domain/rescue'
import type { Unsigned } from '../domain/signing'
import { NetworkFailure, Refusal, TooSlow, refusalOf } from './failures'

export { NetworkFailure, Refusal, TooSlow } from './failures'

type Fields = Record<string, string>

const PATIENCE_MS = 60_000
// The newest format of what the server tells that this app understands.
const FORMAT = 1

/** Signs a request; null where this phone has no key. */
export type Signer = (request: Unsigned) => Promise<string | null>
let signer: Signer | null = null

/** From now on requests are signed by this, or by nobody. */
export function signWith(next: Signer | null): void {
  signer = next
}

// Its number was used up, by a copy of it that somebody on the way has sent, or by a later request that was quicker.
const MOST_SIGNINGS = 3
const isUsedUp = (failure: unknown) => failure instanceof Refusal && failure.code === 'signature_used'

async function signed(path: string, init: RequestInit, by: Signer | null): Promise<RequestInit> {
  const { method = 'GET', headers = {}, body = '' } = init as { method?: string; headers?: Fields; body?: string | ArrayBuffer }
  const signature = (await by?.({ method, path, body })) ?? null
  return signature ? { ...init, headers: { ...headers, 'X-Device': signature } } : init
}

async function send<T>(
  path: string,
  init: RequestInit,
  take: (response: Response) => Promise<T>,
  by: Signer | null = signer,
): Promise<T> {
  for (let signing = 1; ; signing += 1) {
    try {
      return await sendOnce(`/api/v1${path}`, await signed(`/api/v1${path}`, init, by), take)
    } catch (failure) {
      if (!isUsedUp(failure) || signing === MOST_SIGNINGS) throw failure
    }
  }
}

// Until `take` has read the answer to its end: one that stalls half way would hold up every later run.
async function sendOnce<T>(path: string, init: RequestInit, take: (response: Response) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS)
  try {
    return await take(await fetch(path, { ...init, credentials: 'same-origin', signal: abort.signal }))
  } catch (cause) {
    if (abort.signal.aborted) throw new TooSlow('网络太慢，没有传完', cause)
    if (cause instanceof Refusal || cause instanceof NetworkFailure) throw cause
    throw new NetworkFailure('连不上服务器', cause)
  } finally {
    clearTimeout(timer)
  }
}

async function call<T>(path: string, init: RequestInit = {}, by: Signer | null = signer): Promise<T> {
  const take = async (response: Response): Promise<T> => {
    if (!response.ok) throw await refusalOf(response)
    return read<T>(response)
  }
  return send(path, init, take, by)
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch (cause) {
    // A login page of a hotel's Wi-Fi says 200 too, and half an answer is no answer.
    throw new NetworkFailure('收到的回答不完整', cause)
  }
}

// Tabs share one cookie: another tab may have signed in as somebody else since the last request.
const meantFor = (account: string): Fields => ({ 'X-Account': account })

/** Whose request it is, and what they have heard of the county's history; who has heard of nothing says nothing of it. */
function spoken({ account, anchor }: Speaker, headers: Fields = {}): Fields {
  const said = { ...headers, ...meantFor(account) }
  return anchor ? { ...said, 'X-Anchor': `${anchor.seq}:${anchor.hash}` } : said
}

function posting(content: unknown, headers: Fields = {}): RequestInit {
  return { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(content) }
}

/** Sign in with name and password, and with the key of that account's phone where there is one. */
export async function signIn(username: string, password: string, by: Signer | null = null): Promise<User> {
  return (await call<{ user: User }>('/session', posting({ username, password, app: 'phone' }), by)).user
}

/** Who the server thinks is signed in. */
export async function showSession(): Promise<User> {
  return (await call<{ user: User }>('/session')).user
}

/** End the session. */
export async function signOut(): Promise<void> {
  await call('/session', { method: 'DELETE' })
}

/** Whose phone a code enrols, and whether it has enrolled one. */
export function lookAtEnrolment(code: string): Promise<{ user: User; is_used: boolean }> {
  return call('/enrolments/look', posting({ code }), null)
}

/** Enrol this phone and sign in. */
export async function enrol(phone: NewPhone): Promise<User> {
  return (await call<{ user: User }>('/enrolments', posting(phone), null)).user
}

/** Hand in what is left on a phone that was ended. */
export function lastParcel(file: RescueFile): Promise<Rescued> {
  return call('/phones/last-parcel', posting(file))
}

/** Say that a phone that was ended holds nothing of anybody any more. */
export async function sayWiped(): Promise<void> {
  await call('/phones/wiped', { method: 'POST' })
}

/** Hand in a batch of events with their signatures, and what the phone says of itself. */
export function push(request: PushRequest, speaker: Speaker): Promise<PushAnswer> {
  return call<PushAnswer>('/sync/push', posting(request, spoken(speaker)))
}

/** Ask for what changed after a change number. */
export function pull<Item>(since: number, limit: number, speaker: Speaker): Promise<PullAnswer<Item>> {
  return call(`/sync/pull?since=${since}&limit=${limit}&format=${FORMAT}`, { headers: spoken(speaker) })
}

/** Ask for the next page of everything that is mine. */
export function snapshot<Item>(progress: Progress | undefined, limit: number, speaker: Speaker): Promise<SnapshotAnswer<Item>> {
  const from = progress ? `&after=${progress.after}&as_of=${progress.as_of}` : ''
  return call(`/sync/snapshot?limit=${limit}&format=${FORMAT}${from}`, { headers: spoken(speaker) })
}

const BYTES = { 'Content-Type': 'application/octet-stream' }

/** Hand in a picture whole. */
export function putBlob(sha256: string, data: ArrayBuffer, speaker: Speaker): Promise<BlobTaken> {
  return call(`/blobs/${sha256}`, { method: 'PUT', headers: spoken(speaker, BYTES), body: data })
}

/** How many bytes of a picture are there in pieces; null when all of it is there. */
export async function findOffset(sha256: string, speaker: Speaker): Promise<number | null> {
  return send(`/blobs/${sha256}`, { method: 'HEAD', headers: spoken(speaker) }, async (response) => {
    if (response.ok) return null
    if (response.status === 404) return Number(response.headers.get('Upload-Offset') ?? 0)
    throw await refusalOf(response)
  })
}

export interface Piece {
  sha256: string
  offset: number
  /** How long the whole picture is. */
  length: number
  data: ArrayBuffer
}

/** Add a piece. Answers the new offset, or what became of the picture now that all of it is there. */
export async function patchBlob({ sha256, offset, length, data }: Piece, speaker: Speaker): Promise<BlobTaken | number> {
  const headers = { ...BYTES, 'Upload-Offset': String(offset), 'Upload-Length': String(length) }
  const init = { method: 'PATCH', headers: spoken(speaker, headers), body: data }
  return send(`/blobs/${sha256}`, init, async (response) => {
    if (!response.ok) throw await refusalOf(response)
    return response.status === 204 ? Number(response.headers.get('Upload-Offset')) : read<BlobTaken>(response)
  })
}

/** Take back a request of mine that nobody has decided. */
export async function withdrawExclusion(id: string): Promise<void> {
  await call(`/exclusions/${id}/withdraw`, { method: 'POST' })
}

/** How far my own visits of this week are supported. */
export function myGrades(account: string): Promise<MyGrades> {
  return call('/grades/mine', { headers: meantFor(account) })
}

/** Hand in what another phone exported. */
export function rescue(file: RescueFile): Promise<Rescued> {
  return call('/sync/rescue', posting(file))
}
