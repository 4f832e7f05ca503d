// What is kept sealed, as it was made: for tests that look into the tables.
import type { Entry, Household } from '../domain/records'
import type { PhoneDb } from './db'
import { openBodies, openLabels } from './entries'
import { openDoors } from './opening'

/** Entries with all that they say. */
export async function openedEntries(db: PhoneDb, entries: Entry[]): Promise<Entry[]> {
  return openLabels(db, await openBodies(db, entries))
}

/** A door with all that is known of it. */
export async function openedDoor(db: PhoneDb, id: string): Promise<Household | undefined> {
  const kept = await db.households.get(id)
  const [door] = await openDoors(db, kept ? [kept] : [])
  return door
}
