// Installs the service worker and offers a new version; nothing changes under an open form or a running sync, in any tab.
import { type InjectionKey, type Ref, inject, ref } from 'vue'
import { FORM_LOCK, ifFree, isHeldHere, syncLock } from '../local/locks'

export interface AppUpdate {
  ready: Ref<boolean>
  /** Change to the new version; answers a sentence why not now. */
  apply: () => Promise<string | null>
}

export const APP_UPDATE: InjectionKey<AppUpdate> = Symbol('app-update')

const WORKER = '/phone/sw.js'
const CHECK_MS = 60 * 60_000
// Longer than any phone takes to start the new worker; then the names are free again and it can be asked anew.
const PATIENCE_MS = 20_000

function watchWaiting(registration: ServiceWorkerRegistration, found: (worker: ServiceWorker) => void): void {
  // A first installation has no controller yet and is no update.
  const offer = () => {
    if (registration.waiting && navigator.serviceWorker.controller) found(registration.waiting)
  }
  offer()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer)
  })
}

/** The new worker has taken over all tabs: each comes back as the newer app, unless somebody writes or chooses in it. */
export function reloadWhenTaken(): void {
  let isFirst = !navigator.serviceWorker.controller
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirst && !isHeldHere(FORM_LOCK)) location.reload()
    isFirst = false
  })
}

// Held until the page reloads, so that no form is opened and no sync begun meanwhile.
function taken(worker: ServiceWorker): Promise<null> {
  worker.postMessage('activate')
  return new Promise((done) => setTimeout(() => done(null), PATIENCE_MS))
}

/** Let the worker take over if no tab has an open form and none syncs; answers a sentence why not. */
export async function applyUpdate(worker: ServiceWorker, database: string): Promise<string | null> {
  const free = await ifFree(FORM_LOCK, async () => {
    const idle = await ifFree(syncLock(database), async () => ({ words: await taken(worker) }))
    return idle ?? { words: '正在上传，请稍后再更新' }
  })
  return free ? free.words : '有走访没写完，保存后再更新'
}

// A page that may not turn text into code has to vouch for the address of its worker, where the browser asks for it.
function workerUrl(): string {
  const policy = window.trustedTypes?.createPolicy('qiaomen', { createScriptURL: (url) => url })
  return (policy?.createScriptURL(WORKER) ?? WORKER) as string
}

/** Register the worker and watch for a newer one; `database` names what a sync would hold. */
export function createAppUpdate(database: () => string): AppUpdate {
  const ready = ref(false)
  let waiting: ServiceWorker | null = null

  async function register(): Promise<void> {
    reloadWhenTaken()
    const registration = await navigator.serviceWorker.register(workerUrl(), { scope: '/phone/' })
    watchWaiting(registration, (worker) => {
      waiting = worker
      ready.value = true
    })
    setInterval(() => navigator.onLine && void registration.update(), CHECK_MS)
  }

  async function apply(): Promise<string | null> {
    return waiting && applyUpdate(waiting, database())
  }

  if ('serviceWorker' in navigator && import.meta.env.PROD) void register()
  return { ready, apply }
}

/** The update on offer, inside any component. */
export function useAppUpdate(): AppUpdate {
  const update = inject(APP_UPDATE)
  if (!update) throw new Error('main.ts provides the update')
  return update
}
