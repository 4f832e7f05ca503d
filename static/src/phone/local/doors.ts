// Doors that are no longer mine: locked while something unsent hangs on them, and gone once nothing does.
import type { Entry } from '../domain/records'
import type { PhoneDb } from './db'

/** The doors that hold something unsent or unfinished, and so may not be dropped from the phone. */
export async function heldDoors(db: PhoneDb): Promise<Set<string>> {
  const waiting = await db.outbox.where('state').equals('waiting').toArray()
  const drafts = await db.drafts.toCollection().primaryKeys()
  return new Set([...waiting.map((entry) => entry.household_id), ...drafts])
}

/** Whose door it was must not outlive the door here; the outcome and the receipt may. */
export const NAMELESS: Pick<Entry, 'title' | 'address' | 'note'> = { title: '已转出的住户', address: '', note: '' }

async function drop(db: PhoneDb, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const gone = new Set(ids)
  await db.households.bulkDelete(ids)
  const bare = db.outbox.where('state').anyOf('backed_up', 'attention')
  await bare.filter((entry) => entry.body === '' && gone.has(entry.household_id)).modify(NAMELESS)
}

/** Let doors go, except that those held are only locked. */
export async function letGo(db: PhoneDb, ids: string[], held: Set<string>): Promise<void> {
  await drop(db, ids.filter((id) => !held.has(id)))
  for (const id of ids.filter((one) => held.has(one))) await db.households.update(id, { released: true })
}

/** After something at a door was settled or given up: a locked door that nothing holds any more goes. */
export async function releaseDoor(db: PhoneDb, id: string): Promise<void> {
  const door = await db.households.get(id)
  if (door?.released && !(await heldDoors(db)).has(id)) await drop(db, [id])
}
