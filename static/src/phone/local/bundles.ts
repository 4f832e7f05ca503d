// The doors once more, some eighty to a piece: a phone with thousands opens sixty-four pieces and not thousands of rows.
// The rows are what counts; a bundle that is missing or has fallen behind costs time, and nothing else.
import type { HouseholdData } from '../domain/records'
import { openJson, sealJson, stampOf } from '../domain/sealing'
import type { Bundle, PhoneDb, StoredDoor } from './db'
import type { Register } from './register'

const PLACES = 64
const HEX = 16

/** What is in a bundle: each door, and of which sealing of its row. */
type Content = { stamp: string; data: HouseholdData }[]

const aboutOf = (place: number) => `bundle|${place}`
/** In which bundle a door is: by the end of its id, which is as good as drawn by lot. */
export const placeOf = ({ id }: StoredDoor) => Number.parseInt(id.slice(-2), HEX) % PLACES || 0
const listed = (stamps: string[]) => stamps.sort().join(' ')

/** Which sealings of these rows a bundle should hold. */
export const stampsOf = (rows: StoredDoor[]) => listed(rows.flatMap(({ sealed }) => (sealed ? [stampOf(sealed)] : [])))

async function openAll(db: PhoneDb, { key }: Register): Promise<void> {
  const bundles = await db.bundles.toArray()
  await Promise.all(bundles.map(async ({ place, sealed }) => {
    // Of a register that was thrown away, or damaged: its doors are opened one by one, if there are any.
    const content = await openJson<Content>(key, sealed, aboutOf(place)).catch((): Content => [])
    for (const { stamp, data } of content) if (!db.doors.has(data.id)) db.doors.set(data.id, { stamp, data })
  }))
}

/** Know all that the bundles hold; done once, until the register is locked. */
export function unbundle(db: PhoneDb, register: Register): Promise<void> {
  db.unbundled ??= openAll(db, register)
  return db.unbundled
}

/** A bundle of doors that were opened. */
export async function sealBundle(db: PhoneDb, { key }: Register, place: number, rows: StoredDoor[]): Promise<Bundle> {
  const content: Content = rows.flatMap(({ id }) => db.doors.get(id) ?? [])
  // Of one that could not be opened it does not claim to hold it.
  return { place, stamps: listed(content.map(({ stamp }) => stamp)), sealed: await sealJson(key, content, aboutOf(place)) }
}
