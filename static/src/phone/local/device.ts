// What this phone is to the server: its id, what it says of itself, and an earlier store that was wiped.
import { BUILD } from '../domain/build'
import { BOOT_ID, deviceTime, monotonicMs } from '../domain/clock'
import { randomId } from '../domain/uuid'
import type { PhoneReport } from '../domain/wire'
import { isPersisted, readMark, writeMark } from './browser'
import type { LostStore, PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'
import { oldestWaiting } from './outbox'

// A mark that is there before an id is, tells of a store now gone.
function makeId(db: PhoneDb): Promise<string> {
  const mark = readMark(db.name)
  return db.transaction('rw', db.meta, async () => {
    const known = await readMeta(db, 'device_id')
    if (known) return known
    const made = randomId()
    await writeMeta(db, 'device_id', made)
    if (mark) await writeMeta(db, 'lost', { ...mark, told: false, read: mark.minted_seq === 0 })
    return made
  })
}

/** This phone's own id, made the first time it is asked for. */
export async function deviceId(db: PhoneDb): Promise<string> {
  return (await readMeta(db, 'device_id')) ?? makeId(db)
}

/** Leave a mark of how far this phone has counted, where a browser clears separately; an older one is read before. */
export async function leaveMark(db: PhoneDb): Promise<void> {
  const [device_id, minted_seq] = await Promise.all([deviceId(db), readMeta(db, 'device_seq')])
  writeMark(db.name, { device_id, minted_seq: minted_seq ?? 0 })
}

/** What goes with every push. */
export async function reportOf(db: PhoneDb): Promise<PhoneReport> {
  const lost = await readMeta(db, 'lost')
  const oldest = await oldestWaiting(db)
  return {
    build: BUILD,
    persisted: await isPersisted(),
    minted_seq: (await readMeta(db, 'device_seq')) ?? 0,
    oldest_waiting_at: oldest?.recorded_at ?? null,
    device_time: deviceTime(),
    mono_ms: monotonicMs(),
    boot_id: BOOT_ID,
    lost: lost && !lost.told ? { device_id: lost.device_id, minted_seq: lost.minted_seq } : null,
  }
}

/** The wiped store that the worker has not read of yet. */
export async function unreadLoss(db: PhoneDb): Promise<LostStore | null> {
  const lost = await readMeta(db, 'lost')
  return lost && !lost.read ? lost : null
}

/** The worker has read of it. */
export function acknowledgeLoss(db: PhoneDb): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    const lost = await readMeta(db, 'lost')
    if (lost) await writeMeta(db, 'lost', { ...lost, read: true })
  })
}
