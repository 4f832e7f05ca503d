// Carries the whole phone app, so that it opens with no network; the API is none of its business.
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

// Every address of the app is the same page. Listed before the precache's own listener, so that it answers first.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.mode !== 'navigate' || !url.pathname.startsWith('/phone')) return
  event.respondWith(matchPrecache('/phone/index.html').then((page) => page ?? fetch(event.request)))
})

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// The first installation takes over the open page; a later one waits until the worker agrees.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting()
})
