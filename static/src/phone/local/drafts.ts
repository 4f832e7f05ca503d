// Keeps a visit that was begun and not saved, so that a reload or a call loses nothing.
import type { Draft } from '../domain/records'
import { withRoom } from './ballast'
import type { PhoneDb } from './db'
import { releaseDoor } from './doors'
import { recordLock, whenFree } from './locks'
import { withStore } from './reopen'

/** The unfinished visit at a door, if there is one. */
export async function findDraft(db: PhoneDb, householdId: string): Promise<Draft | undefined> {
  return db.drafts.get(householdId)
}

/** Its photos. */
export async function findDraftPhotos(db: PhoneDb, householdId: string): Promise<ArrayBuffer[]> {
  return (await db.draft_photos.get(householdId))?.photos ?? []
}

/** The doors with an unfinished visit. */
export async function draftedDoors(db: PhoneDb): Promise<Set<string>> {
  return new Set(await db.drafts.toCollection().primaryKeys())
}

// As safely as a visit itself: it is one that is not finished.
function keep<T>(db: PhoneDb, save: () => Promise<T>): Promise<T> {
  return whenFree(recordLock(db.name), () => withRoom(db, () => withStore(db, save)))
}

/** Keep a visit as it stands. A plain copy: reactive objects cannot be stored. */
export function saveDraft(db: PhoneDb, draft: Draft): Promise<unknown> {
  const copy = JSON.parse(JSON.stringify(draft)) as Draft
  return keep(db, () => db.drafts.put(copy))
}

/** Keep its photos as they stand. */
export function saveDraftPhotos(db: PhoneDb, household_id: string, photos: ArrayBuffer[]): Promise<unknown> {
  return keep(db, () => db.draft_photos.put({ household_id, photos }))
}

/** Throw it away; only ever at the worker's own word. */
export function dropDraft(db: PhoneDb, householdId: string): Promise<void> {
  return db.transaction('rw', [db.drafts, db.draft_photos, db.households, db.outbox], async () => {
    await db.drafts.delete(householdId)
    await db.draft_photos.delete(householdId)
    await releaseDoor(db, householdId)
  })
}
