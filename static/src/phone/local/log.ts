// Keeps what is saved readable after a write that was cut short, as by a full disk.
import Dexie from 'dexie'

// Not one of ours by its name: those are taken for accounts.
const PASSING = 'passing-qiaomen'
// A tab that was frozen in the middle of this must not keep ours from its store.
const PATIENCE_MS = 3000

/**
 * Have the browser put its log away and begin a new one.
 *
 * Chromium writes to a log first. A write that finds the disk full leaves half a record there; opened again, Chromium goes on
 * behind that half, and all that it confirms from then on is gone at the next start, or the whole store is (google/leveldb
 * issues 1180 and 1287). It begins a new log when a database is deleted, and a page has no other way to ask for one.
 */
export async function beginNewLog(): Promise<void> {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((done) => (waiting = setTimeout(done, PATIENCE_MS)))
  await Promise.race([putLogAway(), patience])
  clearTimeout(waiting)
}

async function putLogAway(): Promise<void> {
  const passing = new Dexie(PASSING)
  passing.version(1).stores({})
  try {
    await passing.open()
    await passing.delete()
  } catch (failure) {
    // For want of room: Chromium then closes every database, so that nothing is confirmed that could get lost.
    console.warn('no new log was begun', failure)
  }
}
