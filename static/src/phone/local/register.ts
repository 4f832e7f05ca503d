// The doors are kept sealed under the register's key, which a PIN unlocks where this phone is enrolled.
import type { HouseholdData } from '../domain/records'
import { keyFrom, newRawKey, openBytes, sealBytes, sealJson } from '../domain/sealing'
import { randomId } from '../domain/uuid'
import type { LocalField, PhoneDb, StoredDoor } from './db'
import { forgetMeta, readMeta, writeMeta } from './meta'
import { findStoreKey, storeKey } from './storeKey'

/** Open; or a PIN is to be chosen, to be typed, or was given up and a new one needs the password. */
export type LockState = 'open' | 'choose' | 'locked' | 'lost'

/** The register's key, in the memory of this page alone; `id` tells it from one that was thrown away. */
export interface Register {
  id: string
  key: CryptoKey
}

/** The register was locked or thrown away under whoever read or wrote in it. */
export class RegisterShut extends Error {}

const ABOUT = 'register'

/** What a door is sealed for. */
export const doorOf = (id: string) => `door|${id}`

/** Whether the doors can be read on this phone now, and if not, what it takes. */
export async function lockState(db: PhoneDb): Promise<LockState> {
  // At once: whoever opens the app waits for it.
  const [lost, lock, device] = await Promise.all([readMeta(db, 'pin_lost'), db.keys.get('lock'), db.keys.get('device')])
  if (lost) return 'lost'
  if (lock) return db.unlocked ? 'open' : 'locked'
  return device ? 'choose' : 'open'
}

// What the register's key is sealed under: what the PIN unlocked, or on a phone without one its own key.
const wrappingKey = async (db: PhoneDb) => db.unlocked ?? findStoreKey(db)

/** The register's key, if it can be had; writes nothing, so that a live query may ask. */
export async function findRegister(db: PhoneDb): Promise<Register | null> {
  if (db.register) return db.register
  if ((await lockState(db)) !== 'open') return null
  const [row, wrapping] = await Promise.all([db.keys.get('register'), wrappingKey(db)])
  if (!row?.sealed || !row.id || !wrapping) return null
  db.register = { id: row.id, key: await keyFrom(await openBytes(wrapping, row.sealed, ABOUT)) }
  return db.register
}

/** The register's key, made where there is none; null where the doors are locked. */
export async function openRegister(db: PhoneDb): Promise<Register | null> {
  const found = await findRegister(db)
  if (found || (await lockState(db)) !== 'open') return found
  const raw = newRawKey()
  const row = { name: 'register' as const, id: randomId(), sealed: await sealBytes(db.unlocked ?? (await storeKey(db)), raw, ABOUT) }
  // Another tab may be quicker; then its key is the one.
  await db.transaction('rw', db.keys, async () => {
    if (!(await db.keys.get('register'))) await db.keys.add(row)
  })
  return findRegister(db)
}

/** The register's key sealed anew, where there is one: it is locked under another PIN, or under its first. */
export async function rewrapped(db: PhoneDb, under: CryptoKey): Promise<{ id: string; sealed: ArrayBuffer } | null> {
  const [row, wrapping] = [await db.keys.get('register'), await wrappingKey(db)]
  if (!row?.sealed || !row.id || !wrapping) return null
  return { id: row.id, sealed: await sealBytes(under, await openBytes(wrapping, row.sealed, ABOUT), ABOUT) }
}

/** Inside the transaction of a new PIN: a register that was begun under what locked it before could never be opened again. */
export async function adoptRewrapped(db: PhoneDb, again: { id: string; sealed: ArrayBuffer } | null): Promise<void> {
  const row = await db.keys.get('register')
  if (row && again && row.id === again.id) await db.keys.update('register', { sealed: again.sealed })
  else if (row) await throwAway(db)
}

/** To be asked inside the transaction that writes doors: whether this key is still the one. */
export async function mustBeOpen(db: PhoneDb, register: Register): Promise<void> {
  if ((await db.keys.get('register'))?.id !== register.id) throw new RegisterShut('another key is in use by now')
}

/** Forget all that was unlocked; the PIN brings it back. */
export function lockRegister(db: PhoneDb): void {
  db.unlocked = null
  forgetOpened(db)
}

/** Nothing that was opened stays in memory. */
function forgetOpened(db: PhoneDb): void {
  db.register = null
  db.doors.clear()
  db.shown = new WeakMap()
  db.unbundled = null
}

async function throwAway(db: PhoneDb): Promise<void> {
  await db.households.clear()
  await db.bundles.clear()
  await db.checks.clear()
  await db.keys.delete('register')
  await forgetMeta(db, ['cursor', 'snapshot'])
}

/** What the register's key and doors are in. */
export const registerTables = (db: PhoneDb) => [db.households, db.bundles, db.checks, db.keys, db.meta]

/** The doors go, with the key that opens them: too long without contact. The PIN stays, and so does all that was recorded. */
export async function dropRegister(db: PhoneDb): Promise<void> {
  await db.transaction('rw', registerTables(db), async () => {
    await throwAway(db)
    await writeMeta(db, 'dropped', true)
  })
  forgetOpened(db)
}

/** The doors go, and the PIN with them: guessed too often, or forgotten. */
export async function loseRegister(db: PhoneDb): Promise<void> {
  await db.transaction('rw', registerTables(db), async () => {
    await throwAway(db)
    await db.keys.delete('lock')
    await writeMeta(db, 'pin_lost', true)
  })
  lockRegister(db)
}

type Bare = Omit<StoredDoor, LocalField>

/** A door as it is kept: where it lies stands open, since lists are cut by that; whose it is does not. */
export async function sealDoor(register: Register, data: HouseholdData): Promise<Bare> {
  const { id, division_code, grid_name, village_name } = data
  return { id, division_code, grid_name, village_name, sealed: await sealJson(register.key, data, doorOf(id)) }
}
