// One phone in a worker's hands: its store outlives every app that is opened on it.
import { IDBFactory } from 'fake-indexeddb'
import { Locks, Storage, Target } from './browser'
import { Cookies } from './cookies'
import { Network, type Request, type Response, type Surroundings } from './network'
import { type Shipped, openRealm } from './realm'
import { breakOff, rowsOf } from './store'
import { say } from './trace'
import type { Lane, World } from './world'

export const PASSWORD = 'correct-horse'
const PIN = '482913'
const SIGN_IN_PATIENCE_MS = 100_000
const SIGN_INS = 5

export type Wake = 'hand' | 'online' | 'offline' | 'visible'

/** An event whose promise of "saved" was kept. */
export interface Saved {
  id: string
  device_seq: number
  body: string
  sha256: string
  blobs: string[]
}

type Db = InstanceType<Shipped['PhoneDb']>

/** The rows of the phone's tables, as the checks read them. */
interface Tables {
  outbox: Awaited<ReturnType<Shipped['recordVisit']>>
  blobs: { sha256: string; state: string }
  households: Parameters<Shipped['recordVisit']>[1]['household']
  checks: Parameters<Shipped['openChecks']>[1][number]
  meta: { key: string; value: unknown }
}

/** One opening of the app. */
export interface App {
  lane: Lane
  shipped: Shipped
  db: Db
  engine: InstanceType<Shipped['Engine']>
  window: Target
  document: Target
  phase: string
  leave?: () => void
}

export class Phone {
  readonly network: Network
  readonly saved: Saved[] = []
  app: App | null = null
  /** What its owner, or a flat battery, did to its wall clock. */
  skewMs = 0
  /** How many answers came to it. */
  heard = 0
  /** A restore that this phone has not heard of yet: what it shows may be wrong until then. */
  unheardRestore = false
  private readonly store = new IDBFactory()
  private readonly locks = new Locks()
  private readonly storage = new Storage()
  private readonly cookies = new Cookies()
  private userId = ''

  private readonly world: World

  constructor(
    readonly username: string,
    private readonly around: Surroundings,
    private readonly codeToEnrol?: string,
  ) {
    this.world = around.world
    this.network = new Network(username, around, (answer, { path }) => {
      this.heard += 1
      this.cookies.take(answer)
      // Only these compare histories before they answer.
      const compared = answer.status === 200 && path.includes('/sync/')
      if (compared && answer.restored === around.server.restores) this.unheardRestore = false
    })
  }

  /** Open the app, as a tap on its icon does. The first time, somebody signs in. */
  async open(): Promise<void> {
    const lane = this.world.openLane()
    const app = { lane, window: new Target(), document: new Target(), phase: 'idle' } as App
    app.shipped = openRealm(this.world, lane, this.around.dice, this.browser(app))
    this.app = app
    if (this.userId) await this.begin()
    else await this.comeInAtLast()
  }

  /** The app is gone from one moment to the next: what was not committed never was. */
  kill(): void {
    if (!this.app) return
    this.world.closeLane(this.app.lane)
    this.locks.drop(this.app.lane)
    breakOff(this.store)
    this.app = null
  }

  /** Sign in, as the app asks for, and enter anew. */
  async signIn(): Promise<boolean> {
    const answer = await this.run(({ shipped }) => shipped.signIn(this.username, PASSWORD), SIGN_IN_PATIENCE_MS)
    return this.enteredAs(answer)
  }

  // Once: whoever is enrolled signs in by the key from then on.
  private async enrol(typed: string): Promise<boolean> {
    const look = await this.run(({ shipped }) => shipped.lookAtCode(typed), SIGN_IN_PATIENCE_MS)
    if (!look.ok) return false
    return this.enteredAs(await this.run(({ shipped }) => shipped.enrolPhone(look.value, typed, PASSWORD), SIGN_IN_PATIENCE_MS))
  }

  private async enteredAs(answer: Awaited<ReturnType<Shipped['signIn']>>): Promise<boolean> {
    if (!answer.ok) return false
    this.userId = answer.value.user.id
    await this.begin()
    return true
  }

  /** What is in one of the phone's tables. */
  rows<Name extends keyof Tables>(table: Name): Tables[Name][] {
    return rowsOf(this.store, `qiaomen-${this.userId}`, table)
  }

  /** The doors on it, as the app opens them. */
  doors(): Promise<Tables['households'][]> {
    return this.run(async ({ db, shipped }) => shipped.openDoors(db, await db.households.toArray()))
  }

  /** The doors that it is to ask at, as the app opens them. */
  checks(): ReturnType<Shipped['openChecks']> {
    return this.run(async ({ db, shipped }) => shipped.openChecks(db, await db.checks.toArray()))
  }

  /** How many events and pictures the server has still to get. */
  get waiting(): { events: number; pictures: number } {
    const isWaiting = (row: { state: string }) => row.state === 'waiting'
    return { events: this.rows('outbox').filter(isWaiting).length, pictures: this.rows('blobs').filter(isWaiting).length }
  }

  // The server may be killed under it, by what another phone hands in.
  private async comeInAtLast(): Promise<void> {
    const comeIn = () => (this.codeToEnrol ? this.enrol(this.codeToEnrol) : this.signIn())
    for (let tries = 0; tries < SIGN_INS; tries += 1) if (await comeIn()) return
    throw new Error(`${this.username} cannot sign in`)
  }

  /** Do something in the app and let it come to its end, however much time that takes. */
  async run<T>(work: (app: App) => Promise<T>, patienceMs = 0): Promise<T> {
    const app = this.opened()
    const outcome = await this.world.start(app.lane, () => work(app))
    const isOver = () => 'value' in outcome || 'failure' in outcome
    await this.world.settle()
    for (let waited = 0; !isOver() && waited < patienceMs; waited += 500) await this.world.pass(500)
    if ('failure' in outcome) throw outcome.failure
    if (!isOver()) throw new Error('the app did not come to an end')
    return outcome.value as T
  }

  /** Something that wakes the engine. */
  wake = async (trigger: Wake): Promise<void> => {
    const app = this.opened()
    await this.world.turn(app.lane, () => {
      if (trigger === 'hand') void app.engine.wake('hand')
      else if (trigger === 'visible') app.document.fire('visibilitychange')
      else app.window.fire(trigger)
    })
  }

  /** A request as this phone's browser sends it. */
  requestOf(path: string, init: RequestInit): Request {
    const headers = { ...(init.headers as Record<string, string>), ...this.cookies.header() }
    return { method: init.method ?? 'GET', path, headers, body: bytesOf(init.body) }
  }

  /** A request that reads, signed where this phone is enrolled, to be carried with no network in between. */
  async reading(path: string): Promise<Request> {
    const signature = await this.run(({ db, shipped }) => shipped.signRequest(db, { method: 'GET', path, body: '' }))
    return this.requestOf(path, signature ? { headers: { 'X-Device': signature } } : {})
  }

  private opened(): App {
    if (!this.app) throw new Error('the app is not open')
    return this.app
  }

  // Whoever opens an enrolled one types the PIN that its doors are under.
  private async begin(): Promise<void> {
    const app = this.opened()
    await this.world.turn(app.lane, () => this.enter(app))
    if (!this.codeToEnrol) return
    const isOpen = await this.run(async ({ db, shipped }) => {
      if ((await shipped.lockState(db)) === 'choose') await shipped.choosePin(db, PIN)
      else await shipped.unlock(db, PIN)
      return (await shipped.lockState(db)) === 'open'
    })
    if (!isOpen) throw new Error(`the PIN does not open the phone of ${this.username}`)
    await this.world.turn(app.lane, () => void app.engine.wake('start'))
  }

  // As composables/workspace.ts does it.
  private enter(app: App): void {
    const { PhoneDb, Engine, listen, signFor } = app.shipped
    app.leave?.()
    app.db = new PhoneDb(this.userId)
    signFor(app.db)
    app.engine = new Engine(app.db, this.userId, ({ phase, message }) => {
      app.phase = phase
      say(this.world, this.username, 'is', phase, message ?? '')
    })
    const unlisten = listen(app.db, (trigger) => void app.engine.wake(trigger))
    app.leave = () => {
      unlisten()
      app.engine.stop()
      app.db.end()
    }
    void app.engine.wake('start')
  }

  private browser(app: App): Record<string, unknown> {
    const { network, locks, storage } = this
    const navigator = {
      get onLine() {
        return network.online
      },
      locks: locks.of(app.lane),
      storage: { persist: async () => true, persisted: async () => true, // Too little for a ballast: making sixteen megabytes of noise would be most of a schedule's time.
        estimate: async () => ({ usage: 0, quota: 1_000_000 }),
      },
    }
    return {
      navigator,
      indexedDB: this.store,
      localStorage: storage,
      document: Object.assign(app.document, { visibilityState: 'visible', cookie: '' }),
      addEventListener: app.window.addEventListener,
      removeEventListener: app.window.removeEventListener,
      dispatchEvent: app.window.dispatchEvent,
      host: {
        now: () => this.world.now + this.skewMs,
        random: () => this.around.dice.next(),
        send: (path: string, init: RequestInit, take: (given: unknown) => void) => this.send(app, path, init, take),
      },
    }
  }

  private send(app: App, path: string, init: RequestInit, take: (given: unknown) => void): () => void {
    const whenBroken = (broken: () => void) => this.network.stall(app.lane, broken)
    return this.network.send(app.lane, this.requestOf(path, init), (answer: Response | null) =>
      take(answer && { ...answer, text: answer.stalls ? null : Buffer.from(answer.body).toString(), whenBroken }),
    )
  }
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array(0)
  if (typeof body === 'string') return Buffer.from(body)
  // Of the app's own realm, so no instanceof will do.
  return ArrayBuffer.isView(body) ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength) : new Uint8Array(body as ArrayBuffer)
}
