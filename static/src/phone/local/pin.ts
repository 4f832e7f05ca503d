// Choosing the PIN, and unlocking with it.
import { type Locked, MOST_WRONG, leftOfWait, lockUnder, unlockWith, waitMs } from '../domain/pin'
import { keyFrom, newRawKey } from '../domain/sealing'
import type { PhoneDb } from './db'
import { whenFree } from './locks'
import { forgetMeta } from './meta'
import { adoptRewrapped, loseRegister, registerTables, rewrapped } from './register'
import { storeKey } from './storeKey'

/** What came of a try: unlocked, wrong with so many errors so far, to be tried again after a wait, or given up. */
export type Unlocking = { is: 'open' } | { is: 'wrong'; left: number; wait_ms: number } | { is: 'wait'; wait_ms: number } | { is: 'lost' }

const pinLock = (database: string) => `${database}-pin`

/** Lock the doors under a new PIN from now on; whoever calls it may read them. */
export function choosePin(db: PhoneDb, pin: string): Promise<void> {
  return whenFree(pinLock(db.name), async () => {
    const raw = newRawKey()
    const [locked, unlocked] = [await lockUnder(pin, raw, await storeKey(db)), await keyFrom(raw)]
    const again = await rewrapped(db, unlocked)
    await db.transaction('rw', registerTables(db), async () => {
      await db.keys.put({ name: 'lock', locked, wrong: 0, until: 0 })
      await adoptRewrapped(db, again)
      await forgetMeta(db, ['pin_lost'])
    })
    db.unlocked = unlocked
  })
}

type Counted = { locked: Locked; wrong: number } | { wait_ms: number } | null

// Counted before it is tried, or whoever ends the app in time could try for ever.
function count(db: PhoneDb, now: number): Promise<Counted> {
  return db.transaction('rw', db.keys, async () => {
    const lock = await db.keys.get('lock')
    if (!lock?.locked) return null
    const [before, until] = [lock.wrong ?? 0, lock.until ?? 0]
    const left = leftOfWait(before, until, now)
    if (left > 0) return { wait_ms: left }
    const wrong = before + 1
    await db.keys.update('lock', { wrong, until: now + waitMs(wrong) })
    return { locked: lock.locked, wrong }
  })
}

async function tried(db: PhoneDb, pin: string): Promise<Unlocking> {
  const counted = await count(db, Date.now())
  if (!counted) return { is: 'lost' }
  if ('wait_ms' in counted) return { is: 'wait', wait_ms: counted.wait_ms }
  const raw = await unlockWith(pin, counted.locked, await storeKey(db))
  if (raw) {
    await db.keys.update('lock', { wrong: 0, until: 0 })
    db.unlocked = await keyFrom(raw)
    return { is: 'open' }
  }
  if (counted.wrong < MOST_WRONG) return { is: 'wrong', left: MOST_WRONG - counted.wrong, wait_ms: waitMs(counted.wrong) }
  await loseRegister(db)
  return { is: 'lost' }
}

/** Try a PIN. The last error takes the doors off this phone; what was recorded stays. */
export function unlock(db: PhoneDb, pin: string): Promise<Unlocking> {
  return whenFree(pinLock(db.name), () => tried(db, pin))
}
