// What a phone does that the office has ended: it hands in what it has, wipes itself, and says so.
import * as client from '../api/client'
import { forgetEnrolled } from '../local/account'
import type { PhoneDb } from '../local/db'
import { recordLock, whenFree } from '../local/locks'
import { exportRescue, retainedIds } from '../local/rescue'
import { deleteStore, dropEntries, wipeDoors } from '../local/wiping'

/** The office has ended this phone. */
export function isEnded(failure: unknown): boolean {
  return failure instanceof client.Refusal && failure.code === 'phone_ended'
}

// Sealed to the county's key: whoever ended this phone need not trust it. What is recorded meanwhile goes with the next turn.
async function handInAll(db: PhoneDb): Promise<number> {
  for (;;) {
    const ids = await retainedIds(db)
    if (ids.length === 0) return 0
    const exported = await exportRescue(db, (file) => client.lastParcel(file))
    if (typeof exported === 'string') return ids.length
    // What does not open here was in no parcel: neither a record, nor a picture of one.
    const kept = exported.closed + exported.lacking
    if (kept > 0) return kept
    await dropEntries(db, ids)
  }
}

// Under the lock of whoever records: what another tab saved since must not go with the store.
function deleteIfEmpty(db: PhoneDb): Promise<boolean> {
  return whenFree(recordLock(db.name), async () => {
    if ((await retainedIds(db)).length > 0) return false
    await forgetEnrolled(db.userId)
    await deleteStore(db)
    return true
  })
}

/** Do all of it; answers how many records could not be handed in and stay. Harmless when it has to be done again. */
export async function lastWords(db: PhoneDb): Promise<number> {
  do {
    await wipeDoors(db)
    const kept = await handInAll(db)
    // With its key: it tries again at the next turn, and says that it holds nothing once that is so.
    if (kept > 0) return kept
    await client.sayWiped()
  } while (!(await deleteIfEmpty(db)))
  return 0
}
