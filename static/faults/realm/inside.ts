// The first thing that runs in a phone's realm: its clock, its answers and its copies are made of the realm's own types.

interface Given {
  status: number
  headers: [string, string][]
  /** Null where it never comes to its end. */
  text: string | null
  whenBroken: (broken: () => void) => void
}

export interface Host {
  now: () => number
  random: () => number
  /** Sends a request; `take` hears the answer, or null when none will come. Answers how to give up. */
  send: (path: string, init: RequestInit, take: (given: Given | null) => void) => () => void
}
declare const host: Host

const RealDate = Date

class PhoneDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(host.now())
    else super(...given)
  }

  static now(): number {
    return host.now()
  }
}

/** What fetch() answers. */
class Answer {
  readonly ok: boolean
  private readonly fields: Map<string, string>

  constructor(
    readonly status: number,
    fields: [string, string][],
    private readonly content: Promise<string>,
  ) {
    this.ok = status >= 200 && status < 300
    this.fields = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]))
  }

  get headers(): { get: (name: string) => string | null } {
    return { get: (name) => this.fields.get(name.toLowerCase()) ?? null }
  }

  async text(): Promise<string> {
    return this.content
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.content)
  }
}

// What stalls half way ends with whoever gives up, or with the network.
function contentOf({ text, whenBroken }: Given, signal?: AbortSignal | null): Promise<string> {
  if (text !== null) return Promise.resolve(text)
  const content = new Promise<string>((_, fail) => {
    signal?.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')))
    whenBroken(() => fail(new TypeError('network error')))
  })
  // As in a browser, a body that nobody reads fails unheard.
  content.catch(() => undefined)
  return content
}

function phoneFetch(path: string, init: RequestInit = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const giveUp = host.send(path, init, (given) => {
      if (given) done(new Answer(given.status, given.headers, contentOf(given, init.signal)))
      else fail(new TypeError('Failed to fetch'))
    })
    init.signal?.addEventListener('abort', giveUp)
  })
}
Object.assign(globalThis, { Date: PhoneDate, fetch: phoneFetch })
Math.random = () => host.random()

function cloneBuffer(value: ArrayBuffer | ArrayBufferView): unknown {
  const bytes = ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value)
  const copy = new Uint8Array(bytes)
  return ArrayBuffer.isView(value) ? copy : copy.buffer
}

const tagOf = (value: unknown) => Object.prototype.toString.call(value).slice(8, -1)

/** A copy as IndexedDB makes one; what it could not keep is refused here too. */
export function clone<T>(value: T): T {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('DataCloneError')
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clone) as T
  const tag = tagOf(value)
  if (tag === 'ArrayBuffer' || tag === 'Uint8Array') return cloneBuffer(value as unknown as ArrayBuffer) as T
  if (tag === 'Date') return new RealDate((value as unknown as Date).getTime()) as T
  if (tag === 'CryptoKey') return value
  if (tag !== 'Object') throw new TypeError(`DataCloneError: ${tag}`)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clone(one)])) as T
}
