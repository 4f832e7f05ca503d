// Doors that this worker is to ask at: kept sealed like doors, and gone with the word that nothing is asked there any more.
import { heardHere } from '../domain/checks'
import type { Check, CheckData, Entry } from '../domain/records'
import { openJson, sealJson } from '../domain/sealing'
import type { PhoneDb, StoredCheck } from './db'
import { checkDraftOf, dropForm, forgetNames } from './doors'
import { type Register, findRegister } from './register'

const checkOf = (id: string) => `check|${id}`

/** A check as it is kept, before it is known what was heard here. */
export type BareCheck = Omit<StoredCheck, 'local_answer' | 'local_away'>

/** What was told, as it is kept. */
export async function sealTold(register: Register, data: CheckData): Promise<BareCheck> {
  const { id, household_id, answer, times_away } = data
  return { id, household_id, answer, times_away, sealed: await sealJson(register.key, data, checkOf(id)) }
}

/** Checks as they are shown; none while the doors are locked. */
export async function openChecks(db: PhoneDb, rows: StoredCheck[]): Promise<Check[]> {
  const register = await findRegister(db)
  if (!register) return []
  const open = ({ sealed, ...bare }: StoredCheck) =>
    // Another tab may have begun a register of its own meanwhile: then this page's are gone.
    openJson<CheckData>(register.key, sealed, checkOf(bare.id)).then((data) => ({ ...data, ...bare }), () => null)
  return (await Promise.all(rows.map(open))).filter((check) => check !== null)
}

// What the server has not told of yet.
async function waitingHere(db: PhoneDb, id: string): Promise<Entry[]> {
  const entries = await db.outbox.where('check_id').equals(id).sortBy('device_seq')
  return entries.filter(({ state }) => state === 'waiting')
}

/** Take one as it is told; runs inside the transaction of its page. */
export async function takeCheck(db: PhoneDb, told: BareCheck): Promise<void> {
  await db.checks.put({ ...told, ...heardHere(await waitingHere(db, told.id)) })
}

/** What was heard shows at its door at once; runs inside the transaction that stores it. */
export async function showHeard(db: PhoneDb, id: string): Promise<void> {
  await db.checks.update(id, heardHere(await waitingHere(db, id)))
}

/** Nothing is asked there any more; what was recorded is sent all the same. */
export async function letGoChecks(db: PhoneDb, ids: string[]): Promise<void> {
  const gone = (await db.checks.bulkGet(ids)).filter((check) => check !== undefined)
  await db.checks.bulkDelete(ids)
  for (const id of ids) await dropForm(db, checkDraftOf(id))
  const houses = gone.map(({ household_id }) => household_id)
  const mine = await db.households.bulkGet(houses)
  await forgetNames(db, houses.filter((_id, place) => !mine[place]))
}

/** A snapshot names all that are asked for: the others are gone. */
export async function letGoOthers(db: PhoneDb, told: ReadonlySet<string>): Promise<void> {
  const ids = await db.checks.toCollection().primaryKeys()
  await letGoChecks(db, ids.filter((id) => !told.has(id)))
}
