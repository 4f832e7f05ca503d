// Where the phone is, as a help and never a hurdle: nothing waits for it, and a missing fix has a reason.
import { type InjectionKey, type ShallowRef, inject, shallowRef } from 'vue'
import type { Place } from '../domain/distance'
import type { Position, PositionReason } from '../domain/records'

interface Fix extends Place {
  accuracy_m: number
  taken_at: number
}

export interface Whereabouts {
  place: Readonly<ShallowRef<Place | null>>
  /** The last fix, where it tells one door from another: it is new, and exact enough. */
  near: () => Place | null
  /** Ask for a new fix; returns at once. */
  refresh: () => void
  /** Go on asking while somebody walks and looks; answers how to stop. */
  follow: () => () => void
  /** What to store with a visit now. */
  reading: () => { position: Position | null; position_reason: PositionReason }
}

export const WHEREABOUTS: InjectionKey<Whereabouts> = Symbol('whereabouts')

const STALE_MS = 10 * 60_000
// Somebody who walks is elsewhere after two minutes; and in a stairwell a fix may be streets away.
const NEAR_MS = 2 * 60_000
const NEAR_M = 60
const ASKING: PositionOptions = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 }
const REASONS: Record<number, PositionReason> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' }

/** One for the whole app, so that pages share the last fix. */
export function createWhereabouts(): Whereabouts {
  const place = shallowRef<Fix | null>(null)
  let reason: PositionReason = 'timeout'

  function take({ coords, timestamp }: GeolocationPosition): void {
    // Never surer than the phone is.
    place.value = { lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.ceil(coords.accuracy), taken_at: timestamp }
  }

  function fail(failure: GeolocationPositionError): void {
    reason = REASONS[failure.code] ?? 'unavailable'
  }

  function refresh(): void {
    if ('geolocation' in navigator) navigator.geolocation.getCurrentPosition(take, fail, ASKING)
    else reason = 'unavailable'
  }

  function follow(): () => void {
    if (!('geolocation' in navigator)) return () => {}
    const watch = navigator.geolocation.watchPosition(take, fail, ASKING)
    return () => navigator.geolocation.clearWatch(watch)
  }

  function reading(): { position: Position | null; position_reason: PositionReason } {
    const fix = place.value
    const age = fix ? Math.max(0, Math.round(Date.now() - fix.taken_at)) : 0
    if (!fix || age > STALE_MS) return { position: null, position_reason: fix ? 'timeout' : reason }
    const position = {
      lat_e6: Math.round(fix.lat * 1e6),
      lon_e6: Math.round(fix.lon * 1e6),
      accuracy_m: fix.accuracy_m,
      age_ms: age,
    }
    return { position, position_reason: '' }
  }

  function near(): Place | null {
    const fix = place.value
    return fix && fix.accuracy_m <= NEAR_M && Date.now() - fix.taken_at <= NEAR_MS ? fix : null
  }

  return { place, near, refresh, follow, reading }
}

/** The phone's whereabouts, inside any component. */
export function useWhereabouts(): Whereabouts {
  const whereabouts = inject(WHEREABOUTS)
  if (!whereabouts) throw new Error('main.ts provides the whereabouts')
  return whereabouts
}
