// Takes in what the server tells: one page and how far it reaches in one transaction, so a replay is harmless.
import Dexie from 'dexie'
import type { Asked, Campaign, CheckData, Division, HouseholdData, Proposed, Talked } from '../domain/records'
import { liesWithin, sameScope } from '../domain/scope'
import type { Decision, PullAnswer, ReadAnswer, SnapshotAnswer } from '../domain/wire'
import { type BareCheck, letGoChecks, letGoOthers, sealTold, takeCheck } from './checks'
import type { PhoneDb } from './db'
import { forgetNames, heldDoors, letGo } from './doors'
import { hear } from './heard'
import { forgetMeta, readMeta, writeMeta } from './meta'
import { doorIn, refusedDoors, takeProposal } from './proposals'
import { type Register, RegisterShut, mustBeOpen, openRegister, sealDoor } from './register'
import { takeDecision } from './verdicts'

export type PageItem =
  | { seq: number; kind: 'household'; id: string; data: HouseholdData | null }
  | { seq: number; kind: 'campaign'; id: string; data: Campaign | null }
  | { seq: number; kind: 'division'; id: string; data: Division | null }
  | { seq: number; kind: 'verdict'; id: string; data: Decision | null }
  | { seq: number; kind: 'exclusion'; id: string; data: Asked | null }
  | { seq: number; kind: 'check'; id: string; data: CheckData | null }
  | { seq: number; kind: 'proposal'; id: string; data: Proposed | null }

/** A page's doors and checks, sealed: before the transaction, which commits by itself while something else is awaited. */
interface Sealed {
  register: Register
  doors: Map<string, Awaited<ReturnType<typeof sealDoor>>>
  checks: Map<string, BareCheck>
}

/** Where the next talk at each door begins: no word about the server's figures, and so it stays whatever is told. */
type Talks = Map<string, Talked | null>

function doorTold(item: PageItem): HouseholdData | null {
  if (item.kind === 'proposal') return item.data && doorIn(item.data)
  return item.kind === 'household' ? item.data : null
}

async function sealPage(db: PhoneDb, { items }: Pick<ReadAnswer<PageItem>, 'items'>): Promise<Sealed> {
  const register = await openRegister(db)
  if (!register) throw new RegisterShut('the register is locked')
  const told = items.map(doorTold).filter((data) => data !== null)
  const doors = await Promise.all(told.map(async (data) => [data.id, await sealDoor(register, data)] as const))
  const asked = items.map((item) => (item.kind === 'check' ? item.data : null)).filter((data) => data !== null)
  const checks = await Promise.all(asked.map(async (data) => [data.id, await sealTold(register, data)] as const))
  return { register, doors: new Map(doors), checks: new Map(checks) }
}

async function takeHousehold(db: PhoneDb, { id }: HouseholdData, held: Set<string>, { doors, talks }: Sealed & { talks: Talks }): Promise<void> {
  const [mine, door] = [held.has(id) ? await db.households.get(id) : undefined, doors.get(id)]
  if (!door) return
  await db.households.put({
    ...door,
    local_outcome: mine?.local_outcome ?? null,
    local_visited_at: mine?.local_visited_at ?? null,
    local_come_back_at: mine?.local_come_back_at ?? null,
    local_talk: talks.get(id) ?? null,
    released: false,
  })
}

// A door carries the names of where it stands; when such a place is renamed its doors are not told one by one.
async function takeDivision(db: PhoneDb, division: Division): Promise<void> {
  await db.divisions.put(division)
  const { code, level, name } = division
  const inside = db.households.where('division_code').startsWith(code)
  if (level === 'grid') await inside.modify({ grid_name: name })
  if (level === 'village') await inside.modify({ village_name: name })
}

// A newer server may speak of kinds this version does not know: they are passed over, and the page still counts.
async function takeItem(db: PhoneDb, item: PageItem, held: Set<string>, sealed: Sealed & { talks: Talks }): Promise<void> {
  if (item.kind === 'household') {
    if (item.data) await takeHousehold(db, item.data, held, sealed)
    else await letGo(db, [item.id], held)
  } else if (item.kind === 'campaign') {
    if (item.data) await db.campaigns.put(item.data)
    else await db.campaigns.delete(item.id)
  } else if (item.kind === 'division') {
    if (item.data) await takeDivision(db, item.data)
    else await db.divisions.delete(item.id)
  } else if (item.kind === 'verdict' && item.data) {
    await takeDecision(db, item.data)
  } else if (item.kind === 'exclusion' && item.data) {
    // One that was asked for elsewhere is not on this phone, and nothing is updated.
    await db.outbox.update(item.id, { asked: item.data })
  } else if (item.kind === 'check') {
    const told = sealed.checks.get(item.id)
    if (told) await takeCheck(db, told)
    else await letGoChecks(db, [item.id])
  } else if (item.kind === 'proposal' && item.data) {
    await takeProposal(db, item.data, sealed.doors.get(item.data.household_id), held)
  }
}

async function talksAt(db: PhoneDb, ids: string[]): Promise<Talks> {
  const found = await db.households.bulkGet(ids)
  return new Map(found.flatMap((door) => (door?.local_talk ? [[door.id, door.local_talk]] : [])))
}

async function takeItems(db: PhoneDb, page: ReadAnswer<PageItem>, held: Set<string>, sealed: Sealed): Promise<void> {
  await mustBeOpen(db, sealed.register)
  await hear(db, page)
  await writeMeta(db, 'confirmed', page.confirmed)
  await writeMeta(db, 'rescue_key', page.rescue_key)
  const talks = await talksAt(db, [...sealed.doors.keys()])
  for (const item of page.items) await takeItem(db, item, held, { ...sealed, talks })
}

const tablesOf = (db: PhoneDb) => [
  db.households, db.checks, db.campaigns, db.divisions, db.meta, db.outbox, db.blobs, db.drafts, db.draft_photos, db.keys,
]

/** Apply one page of what changed, together with the new cursor. */
export async function applyPage(db: PhoneDb, page: PullAnswer<PageItem>): Promise<void> {
  const sealed = await sealPage(db, page)
  return db.transaction('rw', tablesOf(db), async () => {
    await takeItems(db, page, await heldDoors(db), sealed)
    await writeMeta(db, 'cursor', page.next)
  })
}

// Doors come in order of id: those of ours that lie within this page's stretch and are not on it are not mine any more.
async function letGoMissing(db: PhoneDb, page: SnapshotAnswer<PageItem>, from: string, held: Set<string>): Promise<void> {
  const listed = new Set(page.items.filter((item) => item.kind === 'household').map((item) => item.id))
  const stretch = db.households.where('id').between(from, page.after ?? Dexie.maxKey, false, true).filter((door) => !door.proposed)
  const ids = await stretch.primaryKeys()
  await letGo(db, ids.filter((id) => !listed.has(id)), held)
}

/** Apply one page of the snapshot, together with where it goes on; after the last one, reading goes on from its number. */
export async function applySnapshot(db: PhoneDb, page: SnapshotAnswer<PageItem>): Promise<void> {
  const sealed = await sealPage(db, page)
  return db.transaction('rw', tablesOf(db), async () => {
    const progress = await readMeta(db, 'snapshot')
    // The first page has all of these.
    if (!progress) await Promise.all([db.campaigns.clear(), db.divisions.clear(), letGoOthers(db, new Set(sealed.checks.keys()))])
    const held = await heldDoors(db)
    await takeItems(db, page, held, sealed)
    await letGoMissing(db, page, progress?.after ?? '', held)
    if (page.after !== null) return writeMeta(db, 'snapshot', { as_of: page.as_of, after: page.after })
    await forgetMeta(db, ['snapshot', 'dropped'])
    await writeMeta(db, 'cursor', page.as_of)
  })
}

/** Take note of my scope and the campaign. True when either changed under what was read so far: reading begins anew. */
export function adoptScope(db: PhoneDb, { scope, campaign }: Pick<ReadAnswer, 'scope' | 'campaign'>): Promise<boolean> {
  return db.transaction('rw', [db.households, db.meta, db.outbox, db.drafts], async () => {
    const known = await readMeta(db, 'scope')
    if (known && sameScope(known, scope) && (await readMeta(db, 'campaign')) === campaign) return false
    const outside = await db.households.filter((door) => !liesWithin(door.division_code, scope)).primaryKeys()
    await letGo(db, outside, await heldDoors(db))
    await forgetNames(db, await refusedDoors(db))
    await writeMeta(db, 'scope', scope)
    await writeMeta(db, 'campaign', campaign)
    const read = (await readMeta(db, 'cursor')) ?? (await readMeta(db, 'snapshot'))
    await forgetMeta(db, ['cursor', 'snapshot'])
    return read !== undefined
  })
}

/** Forget the register at sign-out; what was recorded here stays. */
export function forgetRegister(db: PhoneDb): Promise<void> {
  db.doors.clear()
  return db.transaction('rw', [db.households, db.bundles, db.checks, db.divisions, db.meta], async () => {
    await db.households.clear()
    await db.bundles.clear()
    await db.checks.clear()
    await db.divisions.clear()
    await forgetMeta(db, ['cursor', 'snapshot', 'scope', 'campaign', 'my_grades'])
  })
}
