// This phone's key, and the number that goes with each request: counted here for good, so that none is used twice.
import Dexie from 'dexie'
import { type DeviceKey, type Unsigned, makeDeviceKey, signatureOf } from '../domain/signing'
import { databaseOf, PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'

/** The key that the server has enrolled, if it has. */
export async function deviceKey(db: PhoneDb): Promise<DeviceKey | undefined> {
  return (await db.keys.get('device'))?.device
}

/** The key to enrol with under this code: the same when it is asked for again, for an answer may have been lost. */
export async function keyToEnrol(db: PhoneDb, code: string): Promise<DeviceKey> {
  const kept = await db.keys.get('enrolling')
  if (kept?.device && kept.code === code) return kept.device
  const made = await makeDeviceKey()
  await db.keys.put({ name: 'enrolling', device: made, code })
  return made
}

/** Whether this phone began to enrol under this code for somebody; nothing is made by asking. */
export async function isEnrollingWith(userId: string, code: string): Promise<boolean> {
  if (!(await Dexie.exists(databaseOf(userId)))) return false
  const db = new PhoneDb(userId)
  return db.keys.get('enrolling').then((kept) => kept?.code === code).finally(() => db.close())
}

/** The server has enrolled it. */
export function adoptKey(db: PhoneDb, device: DeviceKey): Promise<void> {
  return db.transaction('rw', [db.keys, db.meta], async () => {
    await db.keys.put({ name: 'device', device })
    await db.keys.delete('enrolling')
    await writeMeta(db, 'request_number', 0)
  })
}

function nextNumber(db: PhoneDb): Promise<number> {
  return db.transaction('rw', db.meta, async () => {
    const number = ((await readMeta(db, 'request_number')) ?? 0) + 1
    await writeMeta(db, 'request_number', number)
    return number
  })
}

/** Sign a request; null on a phone that is not enrolled. */
export async function signRequest(db: PhoneDb, request: Unsigned): Promise<string | null> {
  const key = await deviceKey(db)
  return key ? signatureOf(key, await nextNumber(db), request) : null
}
