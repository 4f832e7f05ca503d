// Simulated time and the order of things: every callback of every phone runs from here, one at a time, in the same order always.

type Task = () => void

/** What one opened app has still to do; when the app is killed, all of it is forgotten. */
export class Lane {
  readonly tasks: Task[] = []
  dead = false
  /** Makes the copies that IndexedDB hands out, in the realm of whoever asked. */
  clone: <T>(value: T) => T = (value) => value

  kill(): void {
    this.dead = true
    this.tasks.length = 0
  }
}

interface Timer {
  id: number
  due: number
  lane: Lane
  task: Task
}

const afterMicrotasks = setImmediate
const breathe = () => new Promise<void>((done) => afterMicrotasks(done))
let current: Lane | null = null

function currentLane(): Lane {
  if (!current) throw new Error('something ran outside of every lane')
  return current
}

// fake-indexeddb looks both of these up at each call.
Object.assign(globalThis, {
  setImmediate: (task: (...given: unknown[]) => void, ...given: unknown[]) => {
    const lane = currentLane()
    if (!lane.dead) lane.tasks.push(() => task(...given))
  },
  structuredClone: <T>(value: T): T => currentLane().clone(value),
})

export class World {
  readonly lanes: Lane[] = []
  private timers: Timer[] = []
  private lastId = 0
  /** Requests that are really under way, on a real network; time stands still for them. */
  private underWay = 0
  private heard: Task = () => undefined

  readonly began: number

  constructor(public now: number) {
    this.began = now
  }

  openLane(): Lane {
    const lane = new Lane()
    this.lanes.push(lane)
    return lane
  }

  closeLane(lane: Lane): void {
    lane.kill()
    this.lanes.splice(this.lanes.indexOf(lane), 1)
    this.timers = this.timers.filter((timer) => timer.lane !== lane)
  }

  /** Run something as one app, and all that follows from it at once. */
  async turn(lane: Lane, task: Task): Promise<void> {
    if (lane.dead) return
    current = lane
    task()
    await breathe()
    current = null
  }

  /** Start something as one app; its result, or what it threw, once it is there. */
  async start<T>(lane: Lane, work: () => Promise<T>): Promise<{ value?: T; failure?: unknown }> {
    const outcome: { value?: T; failure?: unknown } = {}
    await this.turn(lane, () => {
      work().then(
        (value) => (outcome.value = value),
        (failure: unknown) => (outcome.failure = failure ?? new Error('failed')),
      )
    })
    return outcome
  }

  after(lane: Lane, ms: number, task: Task): number {
    this.lastId += 1
    if (!lane.dead) this.timers.push({ id: this.lastId, due: this.now + Math.max(0, Math.ceil(ms)), lane, task })
    return this.lastId
  }

  cancel(id: number): void {
    this.timers = this.timers.filter((timer) => timer.id !== id)
  }

  /** A real answer is on its way to a lane. */
  async await<T>(lane: Lane, work: Promise<T>, take: (outcome: { value?: T; failure?: unknown }) => void): Promise<void> {
    this.underWay += 1
    const outcome = await work.then(
      (value) => ({ value }),
      (failure: unknown) => ({ failure }),
    )
    this.underWay -= 1
    if (!lane.dead) lane.tasks.push(() => take(outcome))
    this.heard()
  }

  /** Do what there is to do now, at most so many turns; time stands still. */
  async settle(most = Infinity): Promise<void> {
    for (let turns = 0; turns < most; ) {
      const busy = this.lanes.filter((lane) => lane.tasks.length > 0)
      if (busy.length === 0 && this.underWay === 0) return
      if (busy.length === 0) await new Promise<void>((done) => (this.heard = done))
      for (const lane of busy) {
        const task = lane.tasks.shift()
        if (task) await this.turn(lane, task)
        turns += 1
      }
    }
  }

  /** Let time pass: each timer at its moment, and all that follows from it before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    await this.settle()
    for (;;) {
      const next = this.nextTimer(end)
      if (!next) break
      this.now = Math.max(this.now, next.due)
      await this.turn(next.lane, next.task)
      await this.settle()
    }
    this.now = end
  }

  /** Turn by turn until it is time to stop, letting time pass where nothing is to do now. */
  async stumble(isTime: () => boolean, ms: number): Promise<void> {
    const end = this.now + ms
    while (!isTime()) {
      if (this.lanes.some((lane) => lane.tasks.length > 0)) {
        await this.settle(1)
        continue
      }
      const next = this.nextTimer(end)
      if (!next) return
      this.now = Math.max(this.now, next.due)
      await this.turn(next.lane, next.task)
    }
  }

  /** Time passes while the phones sleep: no timer runs until the end of it. */
  sleep(ms: number): void {
    this.now += ms
  }

  private nextTimer(end: number): Timer | null {
    let next: Timer | null = null
    for (const timer of this.timers) if (timer.due <= end && (!next || timer.due < next.due)) next = timer
    if (next) this.cancel(next.id)
    return next
  }
}
