// One at a time across tabs, by Web Locks; an old browser without them gets one at a time within the page.

/** Held, shared, by every page with an open form: nothing may reload under it. */
export const FORM_LOCK = 'qiaomen-form'

/** Held by whoever syncs this database. */
export const syncLock = (database: string) => `${database}-sync`

/** Held by whoever writes down a visit or its draft, so that a draft never comes after its visit. */
export const recordLock = (database: string) => `${database}-record`

const queues = new Map<string, Promise<unknown>>()
// How often each name is held together with others in this page.
const holders = new Map<string, number>()

function queued<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve()
  // The next in line must start whether the one before succeeded or failed; its own caller hears of a failure.
  const mine = before.then(work, work)
  const end = () => queues.get(name) === mine && queues.delete(name)
  mine.then(end, end)
  queues.set(name, mine)
  return mine
}

const webLocks = (): LockManager | undefined => globalThis.navigator?.locks

/** Run the work when nobody else holds the name. */
export function whenFree<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = webLocks()
  return locks ? (locks.request(name, work) as Promise<T>) : queued(name, work)
}

/** Run the work only if nobody holds the name now; null says that somebody does. */
export async function ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  const locks = webLocks()
  if (locks) {
    return locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : null)) as Promise<T | null>
  }
  return queues.has(name) || holders.get(name) ? null : queued(name, work)
}

/** Hold a name together with others, until the returned function is called. */
export function hold(name: string): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const count = (by: number) => holders.set(name, (holders.get(name) ?? 0) + by)
  count(1)
  void held.then(() => count(-1))
  void webLocks()?.request(name, { mode: 'shared' }, () => held)
  return release
}

/** Whether this page holds the name together with others, whatever other tabs do. */
export const isHeldHere = (name: string) => (holders.get(name) ?? 0) > 0
