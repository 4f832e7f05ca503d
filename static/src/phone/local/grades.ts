// My own grades as the server last told them, sealed under this phone's key: where I was is nobody else's business.
import type { KeptGrades } from '../domain/grades'
import { openJson, sealJson } from '../domain/sealing'
import type { PhoneDb } from './db'
import { readMeta, writeMeta } from './meta'
import { findStoreKey, storeKey } from './storeKey'

const ABOUT = 'my grades'

/** What was told last, or null where nothing was. */
export async function findGrades(db: PhoneDb): Promise<KeptGrades | null> {
  const [sealed, key] = [await readMeta(db, 'my_grades'), await findStoreKey(db)]
  return sealed && key ? openJson<KeptGrades>(key, sealed, ABOUT) : null
}

/** Keep what was told just now. */
export async function keepGrades(db: PhoneDb, grades: KeptGrades): Promise<void> {
  await writeMeta(db, 'my_grades', await sealJson(await storeKey(db), grades, ABOUT))
}
