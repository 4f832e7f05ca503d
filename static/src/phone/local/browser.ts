// What only a browser has, reached from here alone, so that everything below the screen also runs without one.
import type { Mark } from '../domain/wire'

// A browser set to keep nothing throws already when asked for its storage.
function marks(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

const nameOf = (database: string) => `${database}-mark`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isMark(said: unknown): said is Mark {
  const { device_id, minted_seq } = (said ?? {}) as Partial<Mark>
  return typeof device_id === 'string' && UUID.test(device_id) && Number.isSafeInteger(minted_seq) && Number(minted_seq) >= 0
}

/** The mark beside a database, which a browser clears separately; null when there is none, or none that can be read. */
export function readMark(database: string): Mark | null {
  try {
    const said: unknown = JSON.parse(marks()?.getItem(nameOf(database)) ?? 'null')
    return isMark(said) ? { device_id: said.device_id, minted_seq: said.minted_seq } : null
  } catch (failure) {
    console.warn('the mark beside the database was not read', failure)
    return null
  }
}

/** Leave the mark. It is a help and no promise: where it cannot be written, the server has its own. */
export function writeMark(database: string, mark: Mark): void {
  try {
    marks()?.setItem(nameOf(database), JSON.stringify(mark))
  } catch (failure) {
    console.warn('the mark beside the database was not written', failure)
  }
}

/** Take the mark away: what it stands for was wiped on purpose, and nothing was lost. */
export function dropMark(database: string): void {
  marks()?.removeItem(nameOf(database))
}

/** How the app is to look; null when nobody chose, or nothing is kept. public/look.js reads the same. */
export function readLook(): unknown {
  try {
    return JSON.parse(marks()?.getItem('look') ?? 'null')
  } catch (failure) {
    console.warn('how the app is to look was not read', failure)
    return null
  }
}

/** Keep it, and take it up; false where the browser keeps nothing. */
export function keepLook(look: object): boolean {
  try {
    marks()?.setItem('look', JSON.stringify(look))
    globalThis.window?.applyLook()
    return marks() !== null
  } catch (failure) {
    console.warn('how the app is to look was not kept', failure)
    return false
  }
}

/** Whether this is a browser inside WeChat, which clears what pages keep whenever it likes. */
export function isInWechat(): boolean {
  return /MicroMessenger/i.test(globalThis.navigator?.userAgent ?? '')
}

/** Whether it was opened from the home screen, without a browser's bars. */
export function isOnHomeScreen(): boolean {
  return globalThis.matchMedia?.('(display-mode: standalone)').matches ?? false
}

/** Whether this is an iPhone, whose browser has its menu below. */
export function isIphone(): boolean {
  return /iPhone|iPad|iPod/.test(globalThis.navigator?.userAgent ?? '')
}

/** Whether there is surely no network. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false
}

/** Ask the browser to keep this phone's records; some always say no. */
export async function askToPersist(): Promise<boolean> {
  return (await globalThis.navigator?.storage?.persist?.()) ?? false
}

/** Whether it promised to; null when it cannot be asked. */
export async function isPersisted(): Promise<boolean | null> {
  return (await globalThis.navigator?.storage?.persisted?.()) ?? null
}

/** Whether so many bytes more would fit, as far as the browser tells. */
export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.()) ?? {}
  return quota === undefined || usage === undefined || quota - usage > bytes
}

/** One of the browser's caches; null where it has none. */
export async function cacheNamed(name: string): Promise<Cache | null> {
  return (await globalThis.caches?.open(name)) ?? null
}

/** Open the page anew. */
export function reloadPage(): void {
  globalThis.location?.reload()
}
