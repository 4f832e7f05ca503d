// Whose key signs what this app sends.
import * as client from '../api/client'
import type { PhoneDb } from '../local/db'
import { signRequest } from '../local/deviceKey'

/** From now on this phone speaks for the account of this database; where it has no key, nothing is signed. */
export function signFor(db: PhoneDb | null): void {
  client.signWith(db && ((request) => signRequest(db, request)))
}
