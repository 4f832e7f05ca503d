// Keeps the bundles as the rows are.
import { grouped } from '../domain/grouped'
import { placeOf, sealBundle, stampsOf } from './bundles'
import type { Bundle, PhoneDb, StoredDoor } from './db'
import { openDoors } from './opening'
import { type Register, findRegister, mustBeOpen } from './register'

// Which sealings each bundle holds, as this page last knew it: they are some megabytes, and a sync is every minute. Where another page
// was quicker, one is written once more.
const known = new WeakMap<PhoneDb, Map<number, string>>()

async function kept(db: PhoneDb): Promise<Map<number, string>> {
  const found = known.get(db) ?? new Map((await db.bundles.toArray()).map(({ place, stamps }) => [place, stamps]))
  known.set(db, found)
  return found
}

async function write(db: PhoneDb, register: Register, made: Bundle[], empty: number[]): Promise<void> {
  await db.transaction('rw', [db.bundles, db.keys, db.households], async () => {
    await mustBeOpen(db, register)
    // Signed out meanwhile: nothing of the doors comes back.
    if ((await db.households.count()) > 0) await db.bundles.bulkPut(made)
    await db.bundles.bulkDelete(empty)
  })
}

/** Make those anew whose doors were sealed anew, came or went; for when nothing more urgent is to be done. */
export async function keepBundles(db: PhoneDb): Promise<void> {
  const register = await findRegister(db)
  if (!register) return
  const places = grouped(await db.rows.all(), placeOf)
  const stood = await kept(db)
  const behind: [number, StoredDoor[]][] = [...places].filter(([place, rows]) => stood.get(place) !== stampsOf(rows))
  const empty = [...stood.keys()].filter((place) => !places.has(place))
  if (behind.length + empty.length === 0) return
  await openDoors(db, behind.flatMap(([, rows]) => rows))
  const made = await Promise.all(behind.map(([place, rows]) => sealBundle(db, register, place, rows)))
  await write(db, register, made, empty)
  for (const { place, stamps } of made) stood.set(place, stamps)
  for (const place of empty) stood.delete(place)
}
