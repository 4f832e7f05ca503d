// Carries the whole verification page, so that it opens with no network; it has /S/ and nothing else.
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

// Every code's address is the same page; a file to save is asked for as it is.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.mode !== 'navigate' || !/^\/S\/[A-Za-z2-7]*$/.test(url.pathname)) return
  event.respondWith(matchPrecache('/S/index.html').then((page) => page ?? fetch(event.request)))
})

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
