// Keeps a visit or a request that was begun and not saved, so that a reload or a call loses nothing.
import type { CheckDraft, Draft, ExclusionDraft } from '../domain/begun'
import { openBytes, openJson, sealBytes, sealJson } from '../domain/sealing'
import { withRoom } from './ballast'
import type { DraftPhotos, PhoneDb, StoredDraft } from './db'
import { doorOfDraft, dropForm, isVisitDraft, releaseDoor } from './doors'
import { recordLock, whenFree } from './locks'
import { withStore } from './reopen'
import { findStoreKey, storeKey } from './storeKey'

type AnyDraft = Draft | ExclusionDraft | CheckDraft

const draftOf = (id: string) => `draft|${id}`
const photoOf = (id: string, place: number) => `photo|${id}|${place}`

/** A draft as it is kept. */
export async function sealDraft(db: PhoneDb, draft: StoredDraft): Promise<StoredDraft> {
  const { household_id, saved_at } = draft
  return { household_id, saved_at, sealed: await sealJson(await storeKey(db), draft, draftOf(household_id)) }
}

/** Its photos as they are kept. */
export async function sealPhotos(db: PhoneDb, household_id: string, photos: ArrayBuffer[]): Promise<DraftPhotos> {
  const key = await storeKey(db)
  const sealed = photos.map((photo, place) => sealBytes(key, photo, photoOf(household_id, place)))
  return { household_id, photos: await Promise.all(sealed), sealed: true }
}

/** The unfinished visit at a door, if there is one; by the key of a request (doors.ts), the unfinished request. */
export async function findDraft<Kept extends AnyDraft = Draft>(db: PhoneDb, of: string): Promise<Kept | undefined> {
  const [kept, key] = [await db.drafts.get(of), await findStoreKey(db)]
  if (!kept?.sealed || !key) return kept as Kept | undefined
  return openJson<Kept>(key, kept.sealed, draftOf(of))
}

/** Its photos. */
export async function findDraftPhotos(db: PhoneDb, householdId: string): Promise<ArrayBuffer[]> {
  const [kept, key] = [await db.draft_photos.get(householdId), await findStoreKey(db)]
  if (!kept?.sealed || !key) return kept?.photos ?? []
  return Promise.all(kept.photos.map((photo, place) => openBytes(key, photo, photoOf(householdId, place))))
}

/** The doors with an unfinished visit. */
export async function begunVisits(db: PhoneDb): Promise<Set<string>> {
  const keys = await db.drafts.toCollection().primaryKeys()
  return new Set(keys.filter(isVisitDraft))
}

/** The doors with an unfinished visit or request, and the keys of unfinished checks. */
export async function draftedDoors(db: PhoneDb): Promise<Set<string>> {
  return new Set((await db.drafts.toCollection().primaryKeys()).map(doorOfDraft))
}

// As safely as a visit itself: it is one that is not finished.
function keep<T>(db: PhoneDb, save: () => Promise<T>): Promise<T> {
  return whenFree(recordLock(db.name), () => withRoom(db, () => withStore(db, save)))
}

/** Keep it as it stands. A plain copy: reactive objects cannot be stored. */
export function saveDraft(db: PhoneDb, draft: AnyDraft): Promise<unknown> {
  const copy = JSON.parse(JSON.stringify(draft)) as AnyDraft
  return keep(db, async () => db.drafts.put(await sealDraft(db, copy)))
}

/** Keep its photos as they stand. */
export function saveDraftPhotos(db: PhoneDb, household_id: string, photos: ArrayBuffer[]): Promise<unknown> {
  return keep(db, async () => db.draft_photos.put(await sealPhotos(db, household_id, photos)))
}

/** Throw it away at the worker's own word; what goes with its door is in leftDrafts.ts. */
export function dropDraft(db: PhoneDb, of: string): Promise<void> {
  return db.transaction('rw', [db.drafts, db.draft_photos, db.households, db.outbox], async () => {
    await dropForm(db, of)
    await releaseDoor(db, doorOfDraft(of))
  })
}
