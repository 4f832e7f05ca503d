// Installs the service worker and offers a new version; nothing changes under an open form.
import { type InjectionKey, type Ref, inject, ref } from 'vue'

export interface AppUpdate {
  ready: Ref<boolean>
  apply: () => void
}

export const APP_UPDATE: InjectionKey<AppUpdate> = Symbol('app-update')

const CHECK_MS = 60 * 60_000

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

/** Register the worker and watch for a newer one. */
export function createAppUpdate(): AppUpdate {
  const ready = ref(false)
  let waiting: ServiceWorker | null = null

  async function register(): Promise<void> {
    const registration = await navigator.serviceWorker.register('/phone/sw.js', { scope: '/phone/' })
    watchWaiting(registration, (worker) => {
      waiting = worker
      ready.value = true
    })
    setInterval(() => navigator.onLine && void registration.update(), CHECK_MS)
  }

  function apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting?.postMessage('activate')
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
