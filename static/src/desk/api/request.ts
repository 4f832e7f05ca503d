// One request to the server: answers its JSON, or throws the Problem it named.

/** A refusal in words, as the server sends it; 0 is the status of no answer at all. */
export class Problem extends Error {
  constructor(readonly code: string, readonly status: number, message: string, readonly details: unknown = {}) {
    super(message)
  }
}

let onSignedOut: () => void = () => undefined

/** Names the one thing to do whenever the server says nobody is signed in. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler
}

export type Params = Record<string, string | number | null | undefined>

/** What was chosen of some parameters. */
export function chosenOf(params: Params): [string, string | number][] {
  return Object.entries(params).filter((pair): pair is [string, string | number] => pair[1] !== null && pair[1] !== undefined && pair[1] !== '')
}

/** The address of a call, for requests and for plain links alike. */
export function addressOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams(chosenOf(params).map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${path}${query ? `?${query}` : ''}`
}

export async function get<T>(path: string, params: Params = {}): Promise<T> {
  return send<T>('GET', addressOf(path, params))
}

interface Held { tag: string, answer: unknown }
// In the page's memory only, and gone with it: the browser itself keeps nothing of ours.
const held = new Map<string, Held>()
const MOST_HELD = 30

/** The same as get, of what comes with a validator: what did not change is neither counted nor sent again. */
export async function getIfChanged<T>(path: string, params: Params = {}): Promise<T> {
  const address = addressOf(path, params)
  const before = held.get(address)
  const response = await ask(address, { headers: before ? { 'If-None-Match': before.tag } : {} })
  if (response.status === 304 && before) return before.answer as T
  if (!response.ok) throw await problemOf(response)
  const answer = await response.json() as T
  hold(address, response.headers.get('ETag'), answer)
  return answer
}

function hold(address: string, tag: string | null, answer: unknown): void {
  held.delete(address)
  if (tag) held.set(address, { tag, answer })
  const oldest = held.keys().next().value
  if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest)
}

export async function send<T>(method: string, address: string, body?: unknown): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const response = await ask(address, { method, ...json })
  if (!response.ok) throw await problemOf(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function ask(address: string, options: RequestInit): Promise<Response> {
  return fetch(address, { credentials: 'same-origin', ...options }).catch(() => {
    throw new Problem('no_network', 0, '连不上服务器，请检查网络后重试。')
  })
}

/** Bytes as they are. */
export async function bring(address: string, data: ArrayBuffer): Promise<void> {
  const response = await ask(address, { method: 'PUT', body: data })
  if (!response.ok) throw await problemOf(response)
}

/** A file with its progress, which fetch cannot tell. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf(path))
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0)
    request.onerror = () => reject(new Problem('no_network', 0, '上传中断，请检查网络后重新上传。'))
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (request.status < 300) resolve(answer as T)
      else reject(refusal(request.status, answer))
    }
    request.send(form)
  })
}

async function problemOf(response: Response): Promise<Problem> {
  return refusal(response.status, parsed(await response.text()))
}

function refusal(status: number, answer: unknown): Problem {
  const said = (answer ?? {}) as { code?: string, message?: string, details?: unknown }
  if (said.code === 'signed_out') onSignedOut()
  const message = said.message ?? '服务器没有正常答复，请稍后再试。'
  return new Problem(said.code ?? 'failed', status, message, said.details)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A proxy's own error page is not ours to read; the status says enough.
    return null
  }
}
