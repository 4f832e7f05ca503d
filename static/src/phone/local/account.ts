// Who uses this phone, so that the app opens with no network.
import Dexie, { type Table } from 'dexie'
import type { User } from '../domain/records'
import { unsentNames } from './blobs'
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
  /** Whose key is on this phone, kept past a sign-out: the next sign-in is signed with it. */
  declare enrolled: Table<{ username: string; user_id: string }, string>

  constructor() {
    super('qiaomen', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ accounts: 'key' })
    this.version(2).stores({ enrolled: 'username' })
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

/** Remember the account for the next opening, and whose phone it was before: what they left unsent needs their name. */
export async function rememberAccount({ user, username }: Account): Promise<void> {
  await withAccounts(async (db) => {
    const before = await db.accounts.get(CURRENT)
    if (before) await db.accounts.put({ ...before, key: before.user.id })
    await db.accounts.put({ key: CURRENT, user, username })
  })
}

/** Forget it at sign-out. */
export async function forgetAccount(): Promise<void> {
  await withAccounts(async (db) => {
    const current = await db.accounts.get(CURRENT)
    await db.accounts.bulkDelete(current ? [CURRENT, current.user.id] : [CURRENT])
  })
}

/** This phone was enrolled for the account. */
export async function rememberEnrolled({ user, username }: Account): Promise<void> {
  await withAccounts((db) => db.enrolled.put({ username, user_id: user.id }))
}

/** The account of that name, if this phone was enrolled for it. */
export async function enrolledUser(username: string): Promise<string | null> {
  return (await withAccounts((db) => db.enrolled.get(username)))?.user_id ?? null
}

/** The phone was ended for this account: nothing here speaks of it any more. */
export async function forgetEnrolled(userId: string): Promise<void> {
  await withAccounts(async (db) => {
    await db.enrolled.filter(({ user_id }) => user_id === userId).delete()
    await db.accounts.filter(({ user }) => user.id === userId).delete()
  })
}

/** Records and pictures of another account that still wait on this phone; the name is null where it was never kept. */
export interface OthersUnsent {
  id: string
  name: string | null
  count: number
  images: number
}

async function waitingIn(db: PhoneDb): Promise<{ count: number; images: number }> {
  return { count: await countUnsettled(db), images: (await unsentNames(db)).length }
}

async function unsentOf(id: string): Promise<OthersUnsent> {
  const db = new PhoneDb(id)
  const waiting = await waitingIn(db).finally(() => db.close())
  const row = await withAccounts((accounts) => accounts.accounts.get(id))
  return { id, name: row?.user.name ?? null, ...waiting }
}

/** What other accounts left unsent on this phone; only their owners can send it. */
export async function othersUnsent(userId: string): Promise<OthersUnsent[]> {
  const prefix = 'qiaomen-'
  const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(prefix))
  const found: OthersUnsent[] = []
  for (const id of names.map((name) => name.slice(prefix.length)).filter((id) => id !== userId)) found.push(await unsentOf(id))
  return found.filter(({ count, images }) => count + images > 0)
}
