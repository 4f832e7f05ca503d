// Who uses this phone, so that the app opens with no network.
import Dexie, { type Table } from 'dexie'
import type { User } from '../domain/records'
import { PhoneDb } from './db'
import { countUnsettled } from './outbox'

export interface Account {
  user: User
  username: string
}

const CURRENT = 'current'

/** What belongs to the phone and not to an account. Not localStorage: that is lost when a browser is killed soon after. */
class AccountsDb extends Dexie {
  declare accounts: Table<Account & { key: string }, string>

  constructor() {
    super('qiaomen', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ accounts: 'key' })
  }
}

async function withAccounts<T>(work: (db: AccountsDb) => Promise<T>): Promise<T> {
  const db = new AccountsDb()
  return work(db).finally(() => db.close())
}

/** The account that signed in last and has not signed out. */
export async function rememberedAccount(): Promise<Account | null> {
  const row = await withAccounts((db) => db.accounts.get(CURRENT))
  return row ? { user: row.user, username: row.username } : null
}

/** Remember the account for the next opening. */
export async function rememberAccount({ user, username }: Account): Promise<void> {
  await withAccounts((db) => db.accounts.put({ key: CURRENT, user, username }))
}

/** Forget it at sign-out. */
export async function forgetAccount(): Promise<void> {
  await withAccounts((db) => db.accounts.delete(CURRENT))
}

/** How many records of other accounts still wait on this phone; only their owners can send them. */
export async function countOthersUnsent(userId: string): Promise<number> {
  const prefix = 'qiaomen-'
  const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(prefix))
  let count = 0
  for (const id of names.map((name) => name.slice(prefix.length)).filter((id) => id !== userId)) {
    const db = new PhoneDb(id)
    count += await countUnsettled(db).finally(() => db.close())
  }
  return count
}
