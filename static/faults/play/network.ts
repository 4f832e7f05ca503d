// The network between a phone and the server, and all that it may do to a request.
import type { Dice } from './dice'
import { say } from './trace'
import type { Lane, World } from './world'

export interface Request {
  method: string
  path: string
  headers: Record<string, string>
  body: Uint8Array
}

export interface Response {
  status: number
  headers: [string, string][]
  body: Uint8Array
  /** How often the server had been restored when it answered. */
  restored: number
  /** Its status and its headers come, and of its body nothing, until whoever asked gives up. */
  stalls?: boolean
}

/** What a phone is among. */
export interface Surroundings {
  world: World
  dice: Dice
  server: {
    /** Carries one request to the real server and brings its answer. */
    carry: (request: Request) => Response | Promise<Response>
    /** How often it was restored from a backup. */
    restores: number
  }
}

/** What befalls a request. */
export type Fate =
  | 'arrives' | 'request_lost' | 'answer_lost' | 'answer_cut' | 'hangs' | 'answer_hangs' | 'answer_stalls' | 'twice' | 'busy' | 'too_large' | 'too_many' | 'bad_gateway' | 'spoilt'

/** How likely each of them is. */
export type Weather = Readonly<Record<Fate, number>>

export const FAIR: Weather = {
  arrives: 1, request_lost: 0, answer_lost: 0, answer_cut: 0, hangs: 0, answer_hangs: 0, answer_stalls: 0, twice: 0, busy: 0, too_large: 0, too_many: 0, bad_gateway: 0, spoilt: 0,
}
export const FOUL: Weather = {
  arrives: 60, request_lost: 9, answer_lost: 12, answer_cut: 3, hangs: 1, answer_hangs: 2, answer_stalls: 2, twice: 5, busy: 3, too_large: 2, too_many: 2, bad_gateway: 2, spoilt: 4,
}

// What something on the way, or the server's own guard, says instead of an answer.
const REFUSALS: Partial<Record<Fate, Response>> = {
  busy: refusal(503, 'busy', [['Retry-After', '7']]),
  too_large: refusal(413, 'too_large', []),
  too_many: refusal(429, 'too_many', [['Retry-After', '20']]),
  bad_gateway: { status: 502, headers: [['Content-Type', 'text/html']], body: Buffer.from('<h1>Bad Gateway</h1>'), restored: -1 },
}

function refusal(status: number, code: string, headers: [string, string][]): Response {
  const body = Buffer.from(JSON.stringify({ code, message: '请稍后再试。', details: {} }))
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body, restored: -1 }
}

// What guards a server finds a batch too large now and then, but never one entry by itself.
function isBatch(request: Request): boolean {
  return Buffer.from(request.body).toString('latin1').split('"device_seq"').length > 2
}

// Only pictures: what is text has a hash of its own, and would be refused as a whole, as would what an enrolled phone has signed.
function spoilt(request: Request): Request {
  if (!request.path.includes('/blobs/') || request.body.length === 0 || 'X-Device' in request.headers) return request
  const body = new Uint8Array(request.body)
  body[body.length - 1] = 255 - (body[body.length - 1] ?? 0)
  return { ...request, body }
}

const OLD_KEPT = 12

/** One phone's way to the server. */
export class Network {
  weather: Weather = FAIR
  online = true
  readonly old: Request[] = []
  private readonly pending = new Set<() => void>()
  // What was sent arrives though the app that sent it is gone.
  private readonly air: Lane

  private readonly world: World
  private readonly dice: Dice

  constructor(
    private readonly name: string,
    private readonly around: Surroundings,
    private readonly heard: (answer: Response, request: Request) => void,
  ) {
    this.world = around.world
    this.dice = around.dice
    this.air = this.world.openLane()
  }

  /** What fetch() does below its own types: `take` is called once, or never when the app is gone. Answers how to give up. */
  send(lane: Lane, request: Request, take: (answer: Response | null) => void): () => void {
    let open = true
    const close = (answer: Response | null) => {
      if (!open) return
      open = false
      this.pending.delete(giveUp)
      if (lane.dead) return
      say(this.world, this.name, 'hears', answer?.status ?? 'nothing', request.method, request.path)
      if (answer) this.heard(answer, request)
      lane.tasks.push(() => take(answer))
    }
    const giveUp = () => close(null)
    this.pending.add(giveUp)
    const fate = this.online ? this.dice.weighed(this.weather) : 'request_lost'
    say(this.world, this.name, request.method, request.path, this.online ? fate : 'offline')
    this.later(() => this.arrive(request, fate, close))
    return giveUp
  }

  /** A connection on which nothing more comes: it ends when it breaks, unless its app has given it up. */
  stall(lane: Lane, broken: () => void): void {
    const end = () => {
      this.pending.delete(end)
      if (!lane.dead) lane.tasks.push(broken)
    }
    this.pending.add(end)
  }

  /** Breaks every connection that is open now, as when a phone changes its network: at once, or when it is called. */
  breaking(): () => void {
    const open = [...this.pending]
    return () => open.forEach((giveUp) => giveUp())
  }

  /** The server hears an old request again; nobody hears the answer. */
  repeatOld(): void {
    if (this.old.length > 0) this.unheard(this.dice.pick(this.old))
  }

  private arrive(request: Request, fate: Fate, close: (answer: Response | null) => void): void {
    if (fate === 'hangs') return
    if (fate === 'too_large' && !isBatch(request)) return this.arrive(request, 'arrives', close)
    const said = fate === 'request_lost' ? null : REFUSALS[fate]
    if (said !== undefined) return this.later(() => close(said))
    this.remember(request)
    if (fate === 'twice') this.unheard(request)
    const answer = this.around.server.carry(fate === 'spoilt' ? spoilt(request) : request)
    if (!(answer instanceof Promise)) return this.comeBack(answer, fate, close)
    void this.world.await(this.air, answer, ({ value }) => (value ? this.comeBack(value, fate, close) : close(null)))
  }

  private unheard(request: Request): void {
    const answer = this.around.server.carry(request)
    if (answer instanceof Promise) void this.world.await(this.air, answer, () => undefined)
  }

  private comeBack(answer: Response, fate: Fate, close: (answer: Response | null) => void): void {
    if (fate === 'answer_hangs') return
    if (fate === 'answer_lost') return this.later(() => close(null))
    const cut = { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)), restored: -1 }
    const stalled = { ...answer, stalls: true, restored: -1 }
    this.later(() => close(fate === 'answer_cut' ? cut : fate === 'answer_stalls' ? stalled : answer))
  }

  // Mostly a mobile network's half second, now and then a cellar's ten.
  private later(task: () => void): void {
    const slow = this.weather !== FAIR && this.dice.happens(0.05)
    this.world.after(this.air, slow ? this.dice.between(1000, 10_000) : this.dice.between(10, 400), task)
  }

  private remember(request: Request): void {
    if (request.method === 'GET' || request.method === 'HEAD') return
    this.old.push(request)
    if (this.old.length > OLD_KEPT) this.old.shift()
  }
}
