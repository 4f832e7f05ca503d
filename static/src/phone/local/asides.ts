// Entries that the server could not read, or that do not open here: set aside on the phone, whole, and tried again at a better time.
import { BUILD } from '../domain/build'
import type { Entry } from '../domain/records'
import type { PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'

const DAY_MS = 86_400_000
const CLOSED = '本机暂时打不开这条记录，明天会再试，点“立即同步”马上再试。内容还在本机，请不要清除浏览器数据；一直这样请联系派出所。'

/** Set one aside; its content stays on the phone. What the worker has read of it stays read. */
export async function setAside(db: PhoneDb, id: string, code: string, message: string): Promise<void> {
  await db.outbox.where('id').equals(id).modify((entry) => {
    const acknowledged_at = entry.code === code ? entry.acknowledged_at : null
    Object.assign(entry, { state: 'attention', code, message, acknowledged_at })
  })
}

/** Set these aside, which do not open now. */
export async function setAsideClosed(db: PhoneDb, entries: Entry[]): Promise<void> {
  for (const { id } of entries) await setAside(db, id, 'closed_here', CLOSED)
}

// A server mended overnight, or a newer app, may get them through.
async function isDue(db: PhoneDb, now: number): Promise<boolean> {
  const last = await readMeta(db, 'asides_tried')
  // Either way: a clock set back must not put it off for years.
  return !last || last.build !== BUILD || Math.abs(now - last.at) >= DAY_MS
}

/** Have them sent once more with this run: when the worker asks, with a new build of the app, and once a day. */
export function takeUpAsides(db: PhoneDb, byHand: boolean): Promise<void> {
  return db.transaction('rw', [db.outbox, db.meta], async () => {
    const now = Date.now()
    if (!byHand && !(await isDue(db, now))) return
    const asides = db.outbox.where('state').equals('attention').filter((entry) => entry.settled_at === null)
    await asides.modify({ state: 'waiting' })
    await writeMeta(db, 'asides_tried', { at: now, build: BUILD })
  })
}
