// Keeps a visit that was begun and not saved, so that a reload or a call loses nothing.
import type { Draft } from '../domain/records'
import type { PhoneDb } from './db'

/** The unfinished visit at a door, if there is one. */
export async function findDraft(db: PhoneDb, householdId: string): Promise<Draft | undefined> {
  return db.drafts.get(householdId)
}

/** The doors with an unfinished visit. */
export async function draftedDoors(db: PhoneDb): Promise<Set<string>> {
  return new Set(await db.drafts.toCollection().primaryKeys())
}

/** Keep a visit as it stands. A plain copy: reactive objects cannot be stored. */
export async function saveDraft(db: PhoneDb, draft: Draft): Promise<void> {
  await db.drafts.put(JSON.parse(JSON.stringify(draft)) as Draft)
}

/** Throw it away; only ever at the worker's own word. */
export async function dropDraft(db: PhoneDb, householdId: string): Promise<void> {
  await db.drafts.delete(householdId)
}
