// When this phone last heard of the server, and what it drops when that is too long ago.
import { BOOT_ID, monotonicMs } from '../domain/clock'
import { type Reading, grown, heardNow, isTooLong } from '../domain/silence'
import type { PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'
import { dropRegister } from './register'

const reading = (): Reading => ({ wall: Date.now(), mono: monotonicMs(), boot_id: BOOT_ID })

/** Heard of the server just now; inside the transaction of what it said. */
export async function noteContact(db: PhoneDb): Promise<void> {
  await writeMeta(db, 'silence', heardNow(reading()))
}

/** Look how long it is silent; after too long the doors go. True when they went now. Writes nothing else: the screen waits for it. */
export async function dropWhenSilent(db: PhoneDb): Promise<boolean> {
  const before = await readMeta(db, 'silence')
  if (!before || !isTooLong(grown(before, reading())) || (await db.households.count()) === 0) return false
  await dropRegister(db)
  return true
}

/** Keep how long that is by now: whoever turns the clock back afterwards gains nothing. */
export function noteSilence(db: PhoneDb): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    const before = await readMeta(db, 'silence')
    await writeMeta(db, 'silence', before ? grown(before, reading()) : heardNow(reading()))
  })
}
