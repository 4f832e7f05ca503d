// The plates that were scanned on this phone: nobody reads in them what stands on a door, only whether it is the same.
import { sha256Hex } from '@shared/hash'
import type { PhoneDb } from './db'

/** So long ago at most was the worker still at that door. */
const AT_DOOR_MS = 30 * 60_000

/** What is kept of a plate's code. */
export const plateOf = (code: string): Promise<string> => sha256Hex(code.normalize('NFKC').trim())

/** On which door this phone saw it. */
export async function doorOfPlate(db: PhoneDb, plate: string): Promise<string | null> {
  return (await db.plates.get(plate))?.household_id ?? null
}

/** It was scanned just now, at this door. */
export async function noteScan(db: PhoneDb, plate: string, household_id: string): Promise<void> {
  await db.plates.put({ plate, household_id, scanned_at: Date.now() })
}

/** The plate that was scanned at this door a short while ago and vouches for no visit yet. */
export async function scannedAt(db: PhoneDb, household_id: string): Promise<string | null> {
  const since = Date.now() - AT_DOOR_MS
  const [last] = await db.plates.where('household_id').equals(household_id).filter(({ scanned_at }) => scanned_at >= since).toArray()
  return last?.plate ?? null
}

/** Inside the transaction of a visit: it goes with that one, and with no other. */
export async function spendScan(db: PhoneDb, household_id: string): Promise<void> {
  await db.plates.where('household_id').equals(household_id).modify({ scanned_at: 0 })
}
