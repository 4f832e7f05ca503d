// Doors that are no longer mine: locked while something unsent hangs on them, and gone once nothing does.
import type { Entry } from '../domain/records'
import type { PhoneDb } from './db'

const ASKED = '|exclusion'
const PROOF = '|proof'

/** What the draft of a request at a door is kept under; a visit's is kept under the door itself. */
export const askedDraftOf = (householdId: string) => `${householdId}${ASKED}`

/** What the draft of a check is kept under: its door is mostly none of mine. */
export const checkDraftOf = (checkId: string) => `${checkId}|check`

/** What the photo that stands for a signature is kept under, while its form is not saved. */
export const proofPhotoOf = (form: string) => `${form}${PROOF}`

/** Of which form a photo is. */
export const formOfPhoto = (key: string) => key.replace(PROOF, '')

/** At which door a draft is kept. */
export const doorOfDraft = (key: string) => key.replace(ASKED, '')

/** Whether a draft is of a visit, which is kept under its door and nothing more. */
export const isVisitDraft = (key: string) => !key.includes('|')

/** The doors that hold something unsent or unfinished, and so may not be dropped from the phone. */
export async function heldDoors(db: PhoneDb): Promise<Set<string>> {
  const waiting = await db.outbox.where('state').equals('waiting').toArray()
  const drafts = await db.drafts.toCollection().primaryKeys()
  return new Set([...waiting.map((entry) => entry.household_id), ...drafts.map(doorOfDraft)])
}

/** What was begun is saved or given up. */
export async function dropForm(db: PhoneDb, form: string): Promise<void> {
  await db.drafts.delete(form)
  await db.draft_photos.bulkDelete([form, proofPhotoOf(form)])
}

/** Whose door it was must not outlive the door here; the outcome and the receipt may. */
export const NAMELESS: Pick<Entry, 'title' | 'address' | 'note'> = { title: '户主信息已清除', address: '', note: '' }

/** Forget whose doors these were in all that was settled; body and pictures stay until a backup holds them. */
export async function forgetNames(db: PhoneDb, ids: string[]): Promise<void> {
  await db.outbox.where('household_id').anyOf(ids).filter((entry) => entry.settled_at !== null).modify(NAMELESS)
}

async function drop(db: PhoneDb, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await db.households.bulkDelete(ids)
  await forgetNames(db, ids)
}

/** Let doors go, except that those held are only locked. */
export async function letGo(db: PhoneDb, ids: string[], held: Set<string>): Promise<void> {
  await drop(db, ids.filter((id) => !held.has(id)))
  const locked = ids.filter((id) => held.has(id))
  for (const id of locked) await db.households.update(id, { released: true })
  await forgetNames(db, locked)
}

/** After something at a door was settled or given up: a locked door that nothing holds any more goes. */
export async function releaseDoor(db: PhoneDb, id: string): Promise<void> {
  const door = await db.households.get(id)
  if (!door?.released) return
  if ((await heldDoors(db)).has(id)) await forgetNames(db, [id])
  else await drop(db, [id])
}
