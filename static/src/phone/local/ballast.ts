// Keeps some megabytes to throw away, so that the visit in hand can be saved on a phone that has become full.
import { cacheNamed, hasRoomFor } from './browser'
import type { PhoneDb } from './db'
import { StoreLost, isFull } from './reopen'

// Not in IndexedDB: on a disk without a free byte Chromium cannot even open that, let alone delete from it.
// Of a cache the entry is deleted and not the cache, whose own list could not be written then either.
const CACHE = 'qiaomen-ballast'
const ENTRY = '/phone/ballast'
// Beside the visit there must be room to begin a new log (log.ts): Chromium then copies up to 4 MB of log and 10 MB of tables.
const BYTES = 16 * 1024 * 1024
// By what the browser says, which is true in Firefox and Safari; Chromium always says that there is a gigabyte or more.
const ROOM = 4 * BYTES
// The most that is given at once.
const CHUNK = 65_536
// A browser gives the space back a little after the entry is gone.
const PAUSES_MS = [300, 700, 2000]

// Random, so that no compression can make it smaller than it claims to be.
function noise(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BYTES)
  for (let at = 0; at < BYTES; at += CHUNK) crypto.getRandomValues(bytes.subarray(at, at + CHUNK))
  return bytes
}

/** Make the ballast where it is missing and there is room; after it had to go, not before the app is opened again. */
export async function keepBallast(db: PhoneDb): Promise<void> {
  // Trying takes up what little room there is for a moment, and something may be saved just then.
  if (db.tight) return
  try {
    const cache = await cacheNamed(CACHE)
    // Asked by its name: whoever matches an entry holds its file open, and then throwing it away frees nothing.
    if (!cache || (await cache.keys()).length > 0 || !(await hasRoomFor(ROOM))) return
    await cache.put(ENTRY, new Response(noise()))
  } catch (failure) {
    console.warn('no room for the ballast now; it is tried again at a better time', failure)
  }
}

/** Throw it away; answers whether there was one. */
export async function dropBallast(): Promise<boolean> {
  try {
    const cache = await cacheNamed(CACHE)
    return (await cache?.delete(ENTRY)) ?? false
  } catch (failure) {
    // A full disk does not even have room to look for what is not there.
    console.warn('there is no ballast to throw away', failure)
    return false
  }
}

const mayHelp = (failure: unknown) => isFull(failure) || failure instanceof StoreLost

/** Save something; when the phone is full the ballast goes, and it is tried again. The saving must bear a repetition. */
export async function withRoom<T>(db: PhoneDb, save: () => Promise<T>): Promise<T> {
  try {
    return await save()
  } catch (failure) {
    if (!mayHelp(failure) || !(await dropBallast())) throw failure
  }
  db.tight = true
  return again(save, PAUSES_MS)
}

async function again<T>(save: () => Promise<T>, [pause, ...rest]: number[]): Promise<T> {
  await new Promise((done) => setTimeout(done, pause))
  try {
    return await save()
  } catch (failure) {
    if (!mayHelp(failure) || rest.length === 0) throw failure
    return again(save, rest)
  }
}
