// Opens the database again when the browser has dropped it, as iOS does behind a page that was in the background.
import type { PhoneDb } from './db'

const LOST = ['InvalidStateError', 'DatabaseClosedError', 'UnknownError', 'OpenFailedError', 'AbortError']

/** The database is gone even after opening it again; only a new page helps. */
export class StoreLost extends Error {
  constructor(readonly reason: unknown) {
    super('the database could not be opened again')
  }
}

interface Failure {
  name?: string
  message?: string
  inner?: unknown
  failures?: unknown[]
}

/** A failure and what is inside it: Dexie wraps what the browser threw, and gathers what became of several rows. */
function layers(failure: unknown): Failure[] {
  if (typeof failure !== 'object' || failure === null) return []
  const { inner, failures = [] } = failure as Failure
  return [failure as Failure, ...(inner === failure ? [] : layers(inner)), ...failures.flatMap(layers)]
}

/** The disk is full. Chromium says so in the words of its store when not a byte is left. */
export function isFull(failure: unknown): boolean {
  return layers(failure).some(({ name, message = '' }) => name === 'QuotaExceededError' || message.includes('NO_SPACE'))
}

/** The connection to the database is gone; what was not committed is undone. */
export function isConnectionLost(failure: unknown): boolean {
  if (isFull(failure)) return false
  return layers(failure).some(({ name = '', message = '' }) => LOST.includes(name) || /Database server lost/.test(message))
}

async function reopen(db: PhoneDb): Promise<void> {
  db.close()
  await db.open()
  db.onReopened()
}

/** Do the work; when the connection was lost, open it again and do it once more. The work must bear a repetition. */
export async function withStore<T>(db: PhoneDb, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (failure) {
    if (db.ended || !isConnectionLost(failure)) throw failure
  }
  try {
    await reopen(db)
    return await work()
  } catch (failure) {
    throw isConnectionLost(failure) ? new StoreLost(failure) : failure
  }
}
