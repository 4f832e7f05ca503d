// The signed-in worker's database and sync engine, made once in main.ts and handed to every page.
import { type InjectionKey, type Ref, type ShallowRef, inject, readonly, ref, shallowRef, triggerRef } from 'vue'
import { type Account, rememberedAccount } from '../local/account'
import { keepBallast } from '../local/ballast'
import { keepBundles } from '../local/bundling'
import { dropWhenSilent, noteSilence } from '../local/contact'
import { PhoneDb } from '../local/db'
import { deviceId } from '../local/device'
import { readAhead } from '../local/opening'
import { StoreLost, withStore } from '../local/reopen'
import { sealOld } from '../local/sealOld'
import { Engine, type SyncStatus } from '../sync/engine'
import { signFor } from '../sync/signing'
import { type Trigger, listen } from '../sync/triggers'
import { type Lock, createLock } from './lock'

export interface Workspace {
  account: ShallowRef<Account | null>
  db: ShallowRef<PhoneDb | null>
  status: Readonly<Ref<SyncStatus>>
  lock: Lock
  /** Open the account's database and start syncing it. */
  enter: (account: Account) => void
  /** Close everything; the database stays on the phone. */
  leave: () => void
  /** Sync because the worker asked; false when there turned out to be no network. */
  syncNow: () => Promise<boolean>
}

export const WORKSPACE: InjectionKey<Workspace> = Symbol('workspace')

// When to look how long the server was not heard of.
const SILENT_ON: readonly Trigger[] = ['start', 'visible', 'timer']

// The next opening is as slow as one without them; nothing else depends on it.
async function keepQuick(db: PhoneDb): Promise<void> {
  await keepBundles(db).catch((failure: unknown) => console.warn('the doors are not bundled now', failure))
}

// What fails here fails again for whoever asks for the doors, and is said there.
async function readSoon(db: PhoneDb): Promise<void> {
  await readAhead(db).catch((failure: unknown) => console.warn('the doors are not read ahead', failure))
}

// What is in clear can be read as it is: that it could not be sealed now is no reason for anything to wait.
async function sealOlder(db: PhoneDb): Promise<void> {
  await sealOld(db).catch((failure: unknown) => console.warn('not all is sealed yet', failure))
}

// Looked at first with every waking, since a page brought back by iOS may have lost its database.
async function follow(opened: PhoneDb, started: Engine, lock: Lock, trigger: Trigger): Promise<void> {
  try {
    await withStore(opened, () => deviceId(opened))
    // Before anything is shown.
    if (SILENT_ON.includes(trigger)) await dropWhenSilent(opened)
    if (trigger === 'start') {
      const looking = lock.look(opened)
      // Behind what the lock asks for; and whatever comes of it, what was recorded is sent.
      void readSoon(opened)
      await looking
    }
    if (SILENT_ON.includes(trigger)) await noteSilence(opened)
    if (trigger === 'start') await keepBallast(opened)
  } catch (failure) {
    if (!(failure instanceof StoreLost)) throw failure
    return started.loseStore()
  }
  if (trigger === 'start') void sealOlder(opened)
  await started.wake(trigger)
}

/** Open the workspace of whoever signed in last, with no network needed. */
export async function openWorkspace(): Promise<Workspace> {
  const account = shallowRef<Account | null>(null)
  const db = shallowRef<PhoneDb | null>(null)
  const status = ref<SyncStatus>({ phase: 'idle', message: null, downloaded: 0 })
  let engine: Engine | null = null
  let stopListening = () => {}
  // What the screen follows is asked anew, and the doors that waited for the PIN are read.
  const lock = createLock(() => {
    triggerRef(db)
    if (db.value) void sealOlder(db.value)
    void engine?.wake('start')
  })

  function leave(): void {
    stopListening()
    engine?.stop()
    db.value?.end()
    signFor(null)
    engine = null
    db.value = null
    account.value = null
  }

  function enter(entered: Account): void {
    leave()
    lock.begin()
    const opened = new PhoneDb(entered.user.id)
    signFor(opened)
    const started = new Engine(opened, entered.user.id, (said) => {
      status.value = said
      if (said.phase === 'idle') void keepBallast(opened).then(() => keepQuick(opened))
      if (said.wiped) leave()
    })
    // What the screen follows in the database died with its connection, and is followed anew.
    opened.onReopened = () => triggerRef(db)
    engine = started
    account.value = entered
    db.value = opened
    stopListening = listen(opened, (trigger) => void follow(opened, started, lock, trigger))
    void follow(opened, started, lock, 'start')
  }

  async function syncNow(): Promise<boolean> {
    await engine?.wake('hand')
    return status.value.phase !== 'offline'
  }

  const remembered = await rememberedAccount()
  if (remembered) enter(remembered)
  return { account, db, status: readonly(status), lock, enter, leave, syncNow }
}

/** The workspace, inside any component. */
export function useWorkspace(): Workspace {
  const workspace = inject(WORKSPACE)
  if (!workspace) throw new Error('main.ts provides the workspace')
  return workspace
}
