// This phone's own key, under which all is kept that must outlive a forgotten PIN: what was recorded, and what was begun.
import { newKey } from '../domain/sealing'
import type { PhoneDb } from './db'

/** The key, if it was made: until then nothing is sealed with it. Writes nothing, so that a live query may ask. */
export async function findStoreKey(db: PhoneDb): Promise<CryptoKey | null> {
  db.storeKey ??= (await db.keys.get('store'))?.key ?? null
  return db.storeKey
}

/** The key, made the first time that it is asked for. */
export async function storeKey(db: PhoneDb): Promise<CryptoKey> {
  const known = await findStoreKey(db)
  if (known) return known
  // Made outside the transaction, which commits by itself while something else is awaited; another tab may be quicker.
  const made = await newKey()
  const kept = await db.transaction('rw', db.keys, async () => {
    const there = (await db.keys.get('store'))?.key
    if (!there) await db.keys.put({ name: 'store', key: made })
    return there ?? made
  })
  db.storeKey = kept
  return kept
}
