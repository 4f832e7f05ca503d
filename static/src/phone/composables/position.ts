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
  /** Ask for a new fix; returns at once. */
  refresh: () => void
  /** What to store with a visit now. */
  reading: () => { position: Position | null; position_reason: PositionReason }
}

export const WHEREABOUTS: InjectionKey<Whereabouts> = Symbol('whereabouts')

const STALE_MS = 10 * 60_000
const ASKING: PositionOptions = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 }
const REASONS: Record<number, PositionReason> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' }

/** One for the whole app, so that pages share the last fix. */
export function createWhereabouts(): Whereabouts {
  const place = shallowRef<Fix | null>(null)
  let reason: PositionReason = 'timeout'

  function refresh(): void {
    if (!('geolocation' in navigator)) {
      reason = 'unavailable'
      return
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => {
        place.value = {
          lat: coords.latitude,
          lon: coords.longitude,
          // Never surer than the phone is.
          accuracy_m: Math.ceil(coords.accuracy),
          taken_at: timestamp,
        }
      },
      (failure) => {
        reason = REASONS[failure.code] ?? 'unavailable'
      },
      ASKING,
    )
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

  return { place, refresh, reading }
}

/** The phone's whereabouts, inside any component. */
export function useWhereabouts(): Whereabouts {
  const whereabouts = inject(WHEREABOUTS)
  if (!whereabouts) throw new Error('main.ts provides the whereabouts')
  return whereabouts
}
