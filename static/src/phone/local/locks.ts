// One at a time across tabs, by Web Locks; an old browser without them gets one at a time within the page.

const queues = new Map<string, Promise<unknown>>()

function queued<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve()
  // The next in line must start whether the one before succeeded or failed; its own caller hears of a failure.
  const mine = before.then(work, work)
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
export function ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  const locks = webLocks()
  if (!locks) return queued(name, work)
  return locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : null)) as Promise<T | null>
}
