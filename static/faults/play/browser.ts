// What a browser gives a page besides the language, as far as the phone uses it; one object for each phone.
import type { Lane } from './world'

type Happening = { type: string }
type Listener = (event: Happening) => void

/** addEventListener and its kin. */
export class Target {
  private readonly listeners = new Map<string, Set<Listener>>()

  addEventListener = (type: string, listener: Listener): void => {
    const known = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, known.add(listener))
  }

  removeEventListener = (type: string, listener: Listener): void => {
    this.listeners.get(type)?.delete(listener)
  }

  dispatchEvent = (event: Happening): boolean => {
    for (const listener of [...(this.listeners.get(event.type) ?? [])]) listener(event)
    return true
  }

  fire(type: string): void {
    this.dispatchEvent({ type })
  }
}

interface Waiting {
  owner: Lane
  run: () => void
}

/** Web Locks of one phone, shared by its tabs; those of a killed tab fall to the next in line. */
export class Locks {
  private readonly held = new Map<string, Lane>()
  private readonly lines = new Map<string, Waiting[]>()

  /** The locks as one tab sees them. */
  of(owner: Lane) {
    const request = <T>(name: string, ...given: unknown[]): Promise<T | null> => {
      const work = given[given.length - 1] as (lock: object | null) => Promise<T>
      const options = (given.length > 1 ? given[0] : {}) as { ifAvailable?: boolean }
      if (!this.held.has(name)) return this.run(owner, name, work)
      if (options.ifAvailable) return work(null)
      return new Promise((done, fail) => {
        const run = () => void this.run(owner, name, work).then(done, fail)
        this.lines.set(name, [...(this.lines.get(name) ?? []), { owner, run }])
      })
    }
    return { request }
  }

  drop(owner: Lane): void {
    for (const [name, line] of this.lines) this.lines.set(name, line.filter((one) => one.owner !== owner))
    for (const [name, holder] of [...this.held]) if (holder === owner) this.free(name)
  }

  private async run<T>(owner: Lane, name: string, work: (lock: object) => Promise<T>): Promise<T> {
    this.held.set(name, owner)
    try {
      return await work({ name })
    } finally {
      if (this.held.get(name) === owner) this.free(name)
    }
  }

  private free(name: string): void {
    this.held.delete(name)
    const next = this.lines.get(name)?.shift()
    next?.owner.tasks.push(next.run)
  }
}

/** localStorage. */
export class Storage {
  private readonly kept = new Map<string, string>()
  getItem = (key: string): string | null => this.kept.get(key) ?? null
  setItem = (key: string, value: string): void => void this.kept.set(key, String(value))
  removeItem = (key: string): void => void this.kept.delete(key)
  clear = (): void => this.kept.clear()
}
