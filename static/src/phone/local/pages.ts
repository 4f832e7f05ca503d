// Takes in what the server sends: one page and its cursor in one transaction, so a replay is harmless.
import type { Campaign, ClockAnchor, Division, HouseholdData, Withdrawal } from '../domain/records'
import { liesWithin, sameScope } from '../domain/scope'
import type { PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'
import { heldDoors } from './outbox'
import { takeWithdrawal } from './withdrawals'

export type PageItem =
  | { seq: number; kind: 'household'; id: string; data: HouseholdData | null }
  | { seq: number; kind: 'campaign'; id: string; data: Campaign | null }
  | { seq: number; kind: 'division'; id: string; data: Division | null }
  | { seq: number; kind: 'visit'; id: string; data: Withdrawal | null }

async function releaseOrDelete(db: PhoneDb, ids: string[], held: Set<string>): Promise<void> {
  await db.households.bulkDelete(ids.filter((id) => !held.has(id)))
  for (const id of ids.filter((one) => held.has(one))) await db.households.update(id, { released: true })
}

async function takeHousehold(db: PhoneDb, data: HouseholdData, held: Set<string>): Promise<void> {
  const mine = held.has(data.id) ? await db.households.get(data.id) : undefined
  await db.households.put({
    ...data,
    local_outcome: mine?.local_outcome ?? null,
    local_visited_at: mine?.local_visited_at ?? null,
    released: false,
  })
}

// A newer server may speak of kinds this version does not know: they are passed over, and the page still counts.
async function takeItem(db: PhoneDb, item: PageItem, held: Set<string>): Promise<void> {
  if (item.kind === 'household') {
    if (item.data) await takeHousehold(db, item.data, held)
    else await releaseOrDelete(db, [item.id], held)
  } else if (item.kind === 'campaign') {
    if (item.data) await db.campaigns.put(item.data)
    else await db.campaigns.delete(item.id)
  } else if (item.kind === 'division') {
    if (item.data) await db.divisions.put(item.data)
    else await db.divisions.delete(item.id)
  } else if (item.kind === 'visit' && item.data) {
    await takeWithdrawal(db, item.data)
  }
}

/** Apply one page together with its cursor. */
export function applyPage(db: PhoneDb, items: PageItem[], next: number): Promise<void> {
  const tables = [db.households, db.campaigns, db.divisions, db.meta, db.outbox, db.drafts]
  return db.transaction('rw', tables, async () => {
    const held = await heldDoors(db)
    for (const item of items) await takeItem(db, item, held)
    await writeMeta(db, 'cursor', next)
  })
}

/** Take note of my scope. True when it changed: doors outside are gone and reading begins again from 0. */
export function adoptScope(db: PhoneDb, scope: string[]): Promise<boolean> {
  return db.transaction('rw', [db.households, db.meta, db.outbox, db.drafts], async () => {
    const known = await readMeta(db, 'scope')
    if (known && sameScope(known, scope)) return false
    const outside = await db.households.filter((door) => !liesWithin(door.division_code, scope)).primaryKeys()
    await releaseOrDelete(db, outside, await heldDoors(db))
    await writeMeta(db, 'scope', scope)
    await writeMeta(db, 'cursor', 0)
    return known !== undefined
  })
}

/** Remember what the server's clock said, beside our own that nobody can set. */
export async function anchorClock(db: PhoneDb, anchor: ClockAnchor): Promise<void> {
  await writeMeta(db, 'clock_anchor', anchor)
}

/** Forget the register at sign-out; what was recorded here stays. */
export function forgetRegister(db: PhoneDb): Promise<void> {
  return db.transaction('rw', [db.households, db.divisions, db.meta], async () => {
    await db.households.clear()
    await db.divisions.clear()
    await db.meta.bulkDelete(['cursor', 'scope'])
  })
}
