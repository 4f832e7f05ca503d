// Where we are: the path from the county down, as far up as the account reaches, and what lies below.
import { computed } from 'vue'
import * as calls from '../api/calls'
import { isWithin, NO_GRID } from '../domain/divisions'
import type { Crumb, Division } from '../domain/records'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export interface Step extends Crumb { open: boolean }

export function usePlace(scope: () => string) {
  const { home } = useSession()
  const place = useLoad(() => calls.getDivision(scope()), scope)
  const path = computed<Step[]>(() =>
    (place.data.value?.path ?? []).map((crumb) => ({ ...crumb, open: isWithin(crumb.code, home.value) })))
  return { place: place.data, placeError: place.error, path }
}

/** The grids of a village that doors can be put into; none while no village is looked at. */
export function useGridsOf(village: () => string) {
  const grids = useLoad<Division[]>(async () => village() ? (await calls.listDivisions(village())).items : [], village)
  return computed(() => (grids.data.value ?? []).filter((grid) => !grid.retired_on && !grid.code.endsWith(NO_GRID)))
}

/** The places right below, for going down a level. */
export function useBelow(scope: () => string) {
  const below = useLoad<Division[]>(async () => {
    const page = await calls.listDivisions(scope())
    return page.items.filter((division) => !division.retired_on)
  }, scope)
  return computed(() => below.data.value ?? [])
}
