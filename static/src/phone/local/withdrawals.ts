// Takes in that the office withdrew a visit this phone recorded: the door is open again, and the worker must hear why.
import type { Withdrawal } from '../domain/records'
import type { PhoneDb } from './db'

// What only this very visit made the door show must go; a later knock of this phone stays.
async function reopenDoor(db: PhoneDb, householdId: string, recordedAt: string): Promise<void> {
  const door = await db.households.get(householdId)
  if (door?.local_visited_at !== recordedAt) return
  await db.households.update(householdId, { local_outcome: null, local_visited_at: null })
}

/** Mark the entry; runs inside the transaction of its page. A visit of another phone is none of ours. */
export async function takeWithdrawal(db: PhoneDb, withdrawal: Withdrawal): Promise<void> {
  const entry = await db.outbox.get(withdrawal.id)
  // Told again after the cursor went back to 0: what the worker has read since stays read.
  if (!entry || entry.withdrawn_on) return
  const { withdrawn_on, withdrawal_reason, withdrawn_by_name } = withdrawal
  await db.outbox.update(entry.id, {
    withdrawn_on,
    withdrawal_reason,
    withdrawn_by_name,
    // Nothing leaves waiting before its own verdict; settling then sees that it was withdrawn.
    state: entry.state === 'waiting' ? 'waiting' : 'attention',
    acknowledged_at: null,
  })
  await reopenDoor(db, entry.household_id, entry.recorded_at)
}
