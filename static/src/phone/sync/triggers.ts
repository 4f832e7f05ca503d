// The one list of what wakes the engine.
import { liveQuery } from 'dexie'
import type { PhoneDb } from '../local/db'
import { countUnsettled } from '../local/outbox'

export type Trigger = 'start' | 'online' | 'offline' | 'visible' | 'entry' | 'timer' | 'hand'

const EVERY_MS = 60_000

/** Call `wake` at each trigger until the returned function is called. */
export function listen(db: PhoneDb, wake: (trigger: Trigger) => void): () => void {
  let unsettled = 0
  const entries = liveQuery(() => countUnsettled(db)).subscribe((count) => {
    if (count > unsettled) wake('entry')
    unsettled = count
  })
  const online = () => wake('online')
  const offline = () => wake('offline')
  const visible = () => {
    if (document.visibilityState === 'visible') wake('visible')
  }
  window.addEventListener('online', online)
  window.addEventListener('offline', offline)
  document.addEventListener('visibilitychange', visible)
  // A page that iOS froze and brings back has no visibilitychange.
  window.addEventListener('pageshow', visible)
  // A page nobody looks at spares the battery and the server; it wakes again when seen or back online.
  const timer = setInterval(() => document.visibilityState === 'visible' && wake('timer'), EVERY_MS)
  return () => {
    entries.unsubscribe()
    window.removeEventListener('online', online)
    window.removeEventListener('offline', offline)
    document.removeEventListener('visibilitychange', visible)
    window.removeEventListener('pageshow', visible)
    clearInterval(timer)
  }
}
