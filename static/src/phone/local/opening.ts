// Opens the doors that are shown: all of a grid at once when the app is opened, and afterwards those that were sealed anew.
import type { Household, HouseholdData } from '../domain/records'
import { openJson, stampOf } from '../domain/sealing'
import { unbundle } from './bundles'
import type { PhoneDb, StoredDoor } from './db'
import { doorOf, findRegister } from './register'

// Fewer are opened one by one as quickly.
const MANY = 100

// What this page has opened before, as long as it was not sealed anew since.
function remembered(db: PhoneDb, row: StoredDoor): Household | null {
  // Written in clear by an older app, and sealed soon.
  if (!row.sealed) return row as Household
  const before = db.shown.get(row)
  if (before) return before
  const { sealed, ...bare } = row
  const known = db.doors.get(row.id)
  if (known?.stamp !== stampOf(sealed)) return null
  const shown = { ...known.data, ...bare }
  db.shown.set(row, shown)
  return shown
}

async function remember(db: PhoneDb, { id, sealed }: StoredDoor): Promise<void> {
  const register = await findRegister(db)
  if (!register || !sealed) return
  // Another tab may have begun a register of its own meanwhile: then this page's doors are gone.
  const data = await openJson<HouseholdData>(register.key, sealed, doorOf(id)).catch(() => null)
  if (data) db.doors.set(id, { stamp: stampOf(sealed), data })
}

/** Read what a list of doors needs, while its page is still being made. Whoever then asks for it hears of what fails here. */
export async function readAhead(db: PhoneDb): Promise<void> {
  const register = await findRegister(db)
  // The bundles first: they are opened while the browser reads the rows.
  await Promise.all([register && unbundle(db, register), db.rows.all()])
}

/** Doors as they are shown. Each is opened once and then remembered, until the register is locked. */
export async function openDoors(db: PhoneDb, rows: StoredDoor[]): Promise<Household[]> {
  // The key is looked for once, and not by each of them.
  const register = await findRegister(db)
  if (register && rows.length >= MANY) await unbundle(db, register)
  await Promise.all(rows.filter((row) => !remembered(db, row)).map((row) => remember(db, row)))
  return rows.map((row) => remembered(db, row)).filter((door) => door !== null)
}
