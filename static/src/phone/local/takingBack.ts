// What taking a visit back does on this phone: it is marked, and its door shows what stood there before.
import { isOverruled } from '../domain/states'
import { knockOf, NO_KNOCK } from '../domain/standing'
import type { PhoneDb } from './db'

/** Runs inside the transaction that stores the withdrawal. */
export async function takeBackHere(db: PhoneDb, visitId: string): Promise<void> {
  const visit = await db.outbox.get(visitId)
  if (!visit) return
  await db.outbox.update(visitId, { taken_back: true })
  const door = await db.households.get(visit.household_id)
  if (door?.local_visited_at !== visit.recorded_at) return
  const others = await db.outbox.where('household_id').equals(visit.household_id).sortBy('device_seq')
  const before = others.filter((one) => one.id !== visitId && one.type === 'visit' && !isOverruled(one)).pop()
  await db.households.update(door.id, before ? knockOf(before) : NO_KNOCK)
}
