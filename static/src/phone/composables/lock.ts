// Whether the doors may be looked at: the PIN is asked for when the app is opened anew, and after a quarter of an hour away.
import { type Ref, readonly, ref } from 'vue'
import { monotonicMs } from '../domain/clock'
import type { PhoneDb } from '../local/db'
import { type Unlocking, choosePin, unlock } from '../local/pin'
import { type LockState, lockRegister, lockState, loseRegister } from '../local/register'

/** As the register is, and while that is not known yet. */
export type Shown = LockState | 'opening'

export interface Lock {
  state: Readonly<Ref<Shown>>
  /** A new PIN is asked for by somebody who could as well go on with the old one. */
  changing: Readonly<Ref<boolean>>
  /** Another account's database is about to be opened. */
  begin: () => void
  /** Look at a database that was just opened, or again. */
  look: (db: PhoneDb) => Promise<void>
  unlock: (db: PhoneDb, pin: string) => Promise<Unlocking>
  choose: (db: PhoneDb, pin: string) => Promise<void>
  /** Ask for a new PIN, of somebody who may read the doors. */
  change: () => void
  /** The PIN was forgotten, and the password is right: the doors go, and come again under a new one. */
  reset: (db: PhoneDb) => Promise<void>
}

const AWAY_MS = 15 * 60_000

interface Left {
  wall: number
  mono: number
}

// By whichever clock shows more; one set back while nobody looked counts as well.
const awayMs = ({ wall, mono }: Left) => Math.max(Math.abs(Date.now() - wall), monotonicMs() - mono)

/** Call `lockNow` after a quarter of an hour in the background, or at the return from there where no timer ran. */
function watchAway(lockNow: () => void): void {
  let left: Left | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') {
      left = { wall: Date.now(), mono: monotonicMs() }
      timer = setTimeout(lockNow, AWAY_MS)
    } else if (left && awayMs(left) >= AWAY_MS) lockNow()
  })
}

/** The lock of this page; `onOpened` hears that the doors can be read from now on. */
export function createLock(onOpened: () => void): Lock {
  const state = ref<Shown>('opening')
  const changing = ref(false)
  let watched: PhoneDb | null = null

  async function look(db: PhoneDb): Promise<void> {
    watched = db
    changing.value = false
    const found = await lockState(db)
    if (watched === db) state.value = found
  }

  watchAway(() => {
    if (!watched || watched.ended) return
    lockRegister(watched)
    void look(watched)
  })

  async function opened(db: PhoneDb): Promise<void> {
    await look(db)
    if (state.value === 'open') onOpened()
  }

  return {
    state: readonly(state),
    changing: readonly(changing),
    look,
    begin: () => {
      state.value = 'opening'
    },
    unlock: async (db, pin) => {
      const outcome = await unlock(db, pin)
      await opened(db)
      return outcome
    },
    choose: async (db, pin) => {
      await choosePin(db, pin)
      await opened(db)
    },
    change: () => {
      if (state.value !== 'open') return
      state.value = 'choose'
      changing.value = true
    },
    reset: async (db) => {
      await loseRegister(db)
      state.value = 'choose'
    },
  }
}
