// What was begun at a door must not outlive the door on this phone, nor a photo the form that it was taken for.
import type { PhoneDb } from './db'
import { checkDraftOf, doorOfDraft, dropForm, formOfPhoto, releaseDoor } from './doors'
import { FORM_LOCK, ifFree } from './locks'

// As long as the server takes a visit to a door that was another's meanwhile.
const LOCKED_MS = 30 * 86_400_000

// A proposed door is not told again before its proposal has come to the server.
async function unsentAt(db: PhoneDb, ids: string[]): Promise<string[]> {
  const unsent = await db.outbox.where('household_id').anyOf(ids).filter((entry) => entry.settled_at === null).toArray()
  return unsent.map((entry) => entry.household_id)
}

async function dropStrays(db: PhoneDb): Promise<void> {
  const forms = await db.drafts.toCollection().primaryKeys()
  const ids = forms.map(doorOfDraft)
  const doors = await db.households.where('id').anyOf(ids).primaryKeys()
  const checks = (await db.checks.toCollection().primaryKeys()).map(checkDraftOf)
  const here = new Set([...doors, ...checks, ...(await unsentAt(db, ids))])
  for (const form of forms) if (!here.has(doorOfDraft(form))) await dropForm(db, form)
}

async function dropLocked(db: PhoneDb): Promise<void> {
  const before = new Date(Date.now() - LOCKED_MS).toISOString()
  for (const { household_id: form } of await db.drafts.filter(({ saved_at }) => saved_at < before).toArray()) {
    const door = await db.households.get(doorOfDraft(form))
    if (!door?.released) continue
    await dropForm(db, form)
    await releaseDoor(db, door.id)
  }
}

// A form that is opened again looks for its draft first: without one nobody sees them.
async function dropPhotos(db: PhoneDb): Promise<void> {
  const forms = new Set(await db.drafts.toCollection().primaryKeys())
  await db.draft_photos.filter(({ household_id }) => !forms.has(formOfPhoto(household_id))).delete()
}

/** To be called when the register was read to its end. While a form is open anywhere it is left for the next time. */
export async function sweepDrafts(db: PhoneDb): Promise<void> {
  await ifFree(FORM_LOCK, () =>
    db.transaction('rw', [db.drafts, db.draft_photos, db.households, db.checks, db.outbox], async () => {
      await dropStrays(db)
      await dropLocked(db)
      await dropPhotos(db)
    }),
  )
}
