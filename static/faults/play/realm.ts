// A realm of its own for each opened app: fresh modules, a fresh boot id, a clock that somebody may have set.
import { readFileSync } from 'node:fs'
import { Script, createContext } from 'node:vm'
import { IDBKeyRange } from 'fake-indexeddb'
import type * as entry from '../realm/entry'
import type { Dice } from './dice'
import { subtleOf } from './subtle'
import type { Lane, World } from './world'

export type Shipped = typeof entry

const script = new Script(readFileSync(new URL('./phone.js', import.meta.url), 'utf8'), { filename: 'phone.js' })

function fill(dice: Dice, into: Uint8Array): Uint8Array {
  for (let place = 0; place < into.length; place += 1) into[place] = Math.floor(dice.next() * 256)
  return into
}

function cryptoOf(dice: Dice): unknown {
  return { subtle: subtleOf(dice), getRandomValues: (into: Uint8Array) => fill(dice, into) }
}

function timersOf(world: World, lane: Lane): Record<string, unknown> {
  const setInterval = (task: () => void, ms: number): { id: number } => {
    const handle = { id: 0 }
    const again = () => {
      handle.id = world.after(lane, ms, again)
      task()
    }
    handle.id = world.after(lane, ms, again)
    return handle
  }
  return {
    setTimeout: (task: () => void, ms = 0) => world.after(lane, ms, task),
    clearTimeout: (id?: number) => id !== undefined && world.cancel(id),
    setInterval,
    clearInterval: (handle?: { id: number }) => handle && world.cancel(handle.id),
    queueMicrotask,
  }
}

/** Load the shipped modules anew, among the globals of one phone's browser. */
export function openRealm(world: World, lane: Lane, dice: Dice, browser: Record<string, unknown>): Shipped {
  const opened = world.now
  const globals: Record<string, unknown> = {
    ...timersOf(world, lane),
    ...browser,
    performance: { now: () => world.now - opened, timeOrigin: opened },
    crypto: cryptoOf(dice),
    IDBKeyRange, TextEncoder, TextDecoder, AbortController, DOMException, URL, Blob, CustomEvent, Event, console, atob, btoa,
  }
  globals.window = globals
  globals.self = globals
  script.runInContext(createContext(globals))
  const shipped = (globals as { Shipped?: Shipped }).Shipped
  if (!shipped) throw new Error('the bundle of the phone exports nothing')
  lane.clone = shipped.inside.clone
  return shipped
}
