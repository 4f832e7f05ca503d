// Reads and writes the single values about this phone.
import { randomId } from '../domain/uuid'
import type { Meta, PhoneDb } from './db'

/** One value, or undefined when it was never written. */
export async function readMeta<K extends keyof Meta>(db: PhoneDb, key: K): Promise<Meta[K] | undefined> {
  const row = await db.meta.get(key)
  return row?.value as Meta[K] | undefined
}

/** Write one value. */
export async function writeMeta<K extends keyof Meta>(db: PhoneDb, key: K, value: Meta[K]): Promise<void> {
  await db.meta.put({ key, value })
}

/** This phone's own id, made the first time it is asked for. */
export function deviceId(db: PhoneDb): Promise<string> {
  return db.transaction('rw', db.meta, async () => {
    const known = await readMeta(db, 'device_id')
    if (known) return known
    const made = randomId()
    await writeMeta(db, 'device_id', made)
    return made
  })
}
