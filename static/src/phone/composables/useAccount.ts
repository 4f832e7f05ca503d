// Signing in and out, and what the phone knows about its owner.
import { computed, shallowRef } from 'vue'
import type { User } from '../domain/records'
import { signIn, signInAgain, signOut, whyStay } from '../sync/account'
import { enrolPhone, lookAtCode } from '../sync/enrolment'
import type { PhoneDb } from '../local/db'
import { deviceKey } from '../local/deviceKey'
import { readMeta } from '../local/meta'
import { useLive } from './useLive'
import { useWorkspace } from './workspace'

/** Sign in; answers a sentence why not, or null when done. */
export function useSignIn() {
  const workspace = useWorkspace()
  const account = computed(() => workspace.account.value)
  async function enter(username: string, password: string): Promise<string | null> {
    const answer = await signIn(username.trim(), password)
    if (!answer.ok) return answer.message
    workspace.enter(answer.value)
    return null
  }
  return { account, enter }
}

/** Enrolling this phone: whose it is, and then with their password; each answers a sentence why not, or what it found. */
export function useEnrolment() {
  const workspace = useWorkspace()
  const owner = shallowRef<User | null>(null)
  async function look(code: string): Promise<string | null> {
    const answer = await lookAtCode(code)
    if (answer.ok) owner.value = answer.value
    return answer.ok ? null : answer.message
  }
  async function enrol(code: string, password: string): Promise<string | null> {
    if (!owner.value) return null
    const answer = await enrolPhone(owner.value, code, password)
    // It ran out, or another phone was quicker, while the password was typed: another code is needed.
    if (!answer.ok && answer.code === 'enrolment_code_wrong') another()
    if (!answer.ok) return answer.message
    workspace.enter(answer.value)
    return null
  }
  function another(): void {
    owner.value = null
  }
  return { account: computed(() => workspace.account.value), owner, look, enrol, another }
}

/** Whether this phone is enrolled for whoever uses it; undefined until that is known. */
export function useEnrolled() {
  return useLive(async (db) => (await deviceKey(db)) !== undefined)
}

/** The PIN: typing it, choosing it, and what to do when it is forgotten. */
export function useLock() {
  const { account, db, lock } = useWorkspace()
  const withDb = async <T>(work: (open: PhoneDb) => Promise<T>) => (db.value ? work(db.value) : null)
  /** Answers a sentence why not, or null when a new PIN may be chosen. */
  async function forget(password: string): Promise<string | null> {
    const answer = await signInAgain(account.value?.username ?? '', password)
    if (!answer.ok) return answer.message
    await withDb(lock.reset)
    return null
  }
  return {
    account,
    state: lock.state,
    changing: lock.changing,
    unlock: (pin: string) => withDb((open) => lock.unlock(open, pin)),
    choose: (pin: string) => withDb((open) => lock.choose(open, pin)),
    look: () => withDb(lock.look),
    change: lock.change,
    forget,
  }
}

/** Whether the doors went for want of contact, and have not come again. */
export function useDropped() {
  return useLive(async (db) => (await readMeta(db, 'dropped')) ?? false)
}

/** Signing out: `refusal` says at once why not, `leave` does it; each answers a sentence why not, or null. */
export function useSignOut() {
  const workspace = useWorkspace()
  async function refusal(): Promise<string | null> {
    return workspace.db.value && whyStay(workspace.db.value)
  }
  async function leave(): Promise<string | null> {
    if (!workspace.db.value) return null
    const answer = await signOut(workspace.db.value)
    if (!answer.ok) return answer.message
    workspace.leave()
    return null
  }
  return { refusal, leave }
}

// A worker is sent the grids but not the village above them; their doors know its name.
async function describeGrid(db: PhoneDb, code: string) {
  const division = await db.divisions.get(code)
  // Dexie's first() leaves its collection cut to one, so each question asks anew.
  const inside = () => db.households.where('division_code').startsWith(code)
  const door = await inside().first()
  const count = await inside().count()
  const name = division?.name ?? door?.grid_name ?? code
  return { code, name, village: door?.village_name && door.village_name !== name ? door.village_name : '', count }
}

/** Names of the grids I walk, with their villages and how many doors each has. */
export function useMyGrids() {
  return useLive(async (db) => {
    const scope = (await readMeta(db, 'scope')) ?? []
    return Promise.all(scope.map((code) => describeGrid(db, code)))
  })
}

/** Whether the browser promised to keep this phone's records, and how much they take. */
export async function storageState(): Promise<{ persisted: boolean; usedMb: number | null }> {
  const persisted = (await navigator.storage?.persisted?.()) ?? false
  const estimate = await navigator.storage?.estimate?.()
  const usedMb = estimate?.usage === undefined ? null : Math.ceil(estimate.usage / 1_048_576)
  return { persisted, usedMb }
}
