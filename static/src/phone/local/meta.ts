// Reads and writes the single values about this phone.
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

/** Forget some. */
export async function forgetMeta(db: PhoneDb, keys: (keyof Meta)[]): Promise<void> {
  await db.meta.bulkDelete(keys)
}
