// The ways in which a request can fail.

/** No answer came: no network, no server, or too slow. Wait and try again. */
export class NetworkFailure extends Error {
  constructor(
    message: string,
    readonly reason: unknown,
  ) {
    super(message)
  }
}

/** We gave up waiting: a smaller request may get through. */
export class TooSlow extends NetworkFailure {}

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

interface Said {
  code?: unknown
  message?: unknown
}

const textOf = (said: unknown) => (typeof said === 'string' ? said : null)

// A proxy on the way may answer with a page of its own instead of our JSON, and a line may break within an answer.
async function saidBy(response: Response): Promise<Said> {
  const isOurs = response.headers.get('Content-Type')?.includes('json') ?? false
  try {
    const text = await response.text()
    return (isOurs && text && (JSON.parse(text) as Said | null)) || {}
  } catch (cause) {
    throw new NetworkFailure('收到的回答不完整', cause)
  }
}

// A proxy may ask for a whole day, and knows nothing of when our server has time again.
const MOST_FOREIGN_S = 600

/** What a refusal says; an answer to HEAD has no words, and says its code beside them. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const asked = Number(response.headers.get('Retry-After')) || 0
  const said = await saidBy(response)
  const message = textOf(said.message) ?? `服务器暂时不能处理（${response.status}），请稍后再试。`
  const ours = textOf(said.code) ?? response.headers.get('X-Problem')
  const waitS = ours ? asked : Math.min(asked, MOST_FOREIGN_S)
  return new Refusal(response.status, ours ?? `http_${response.status}`, message, waitS)
}

/** A proxy on the way said so and not our server: it knows nothing of what was sent. */
export function isForeign({ code }: Refusal): boolean {
  return code.startsWith('http_')
}

/** A gate on the way wants a sign-in of its own, as guest networks do: there is no line to our server, which says nothing of ours. */
export function isGate(failure: unknown): boolean {
  return failure instanceof Refusal && failure.status === 401 && isForeign(failure)
}

// A proxy says 503 too when the server behind it fell over, and that may be about what was sent.
function isPressure(refusal: Refusal): boolean {
  if (refusal.status === 503) return !isForeign(refusal) || refusal.retryAfterS > 0
  return refusal.status === 429 || refusal.status === 507
}

/** It is about the phone or the server and not about what was sent: nothing more can be sent now. */
export function concernsAll(failure: Refusal): boolean {
  return failure.status === 401 || isPressure(failure) || isDiverged(failure)
}

/** The browser is signed in as somebody else by now, and the server took nothing. */
export function isAnothers(failure: unknown): failure is Refusal {
  return failure instanceof Refusal && failure.code === 'session_of_another'
}

/** The server was restored from a backup since this phone last heard of it. */
export function isDiverged(failure: unknown): boolean {
  return failure instanceof Refusal && failure.code === 'history_diverged'
}
