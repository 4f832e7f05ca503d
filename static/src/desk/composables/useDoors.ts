// A list of doors, and the files with the same doors in them.
import { computed, type Ref } from 'vue'
import * as calls from '../api/calls'
import type { ListFilter } from '../domain/exports'
import { WHOLE } from '../domain/narrowing'
import type { Crumb, DotPlace as Place } from '../domain/records'
import { type DoorsFilter, isGrid, type View } from '../domain/view'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { NOTHING, PAGE, usePages } from './usePages'

export function useDoors(filter: Ref<DoorsFilter>, wanted: () => boolean = () => true) {
  const doors = usePages(
    async (after) => wanted() ? calls.listHouseholds({ ...filter.value, after, limit: PAGE }) : NOTHING,
    () => JSON.stringify(filter.value),
  )
  // A file always holds a whole list: no search, and the missing doors where every state is on the page.
  const list = computed<ListFilter>(() => {
    const { scope, kind, on, state, part, excluded_for, attempts, worker } = filter.value
    return { scope, kind, on, state: state === '' ? 'uncovered' : state, part, excluded_for, attempts, worker }
  })
  return { ...doors, list }
}

/** How many doors of any state answer a question whose own state has none; null while not asked. */
export function useOtherStates(filter: Ref<DoorsFilter>, wanted: () => boolean) {
  const ask = async () => wanted() ? (await calls.listHouseholds({ ...filter.value, ...WHOLE, state: '', limit: 0 })).total : null
  return useLoad(ask, () => JSON.stringify(filter.value) + wanted()).data
}

/** Puts doors into a grid by hand. */
export function useMove(done: () => Promise<unknown>) {
  const { attempt } = useNotices()
  return async (ids: string[], grid: Crumb): Promise<boolean> => {
    const move = () => calls.moveHouseholds({ household_ids: ids, from_code: null, to_code: grid.code })
    const well = await attempt(move, `已把 ${ids.length} 户移到${grid.name}`)
    if (well) await done()
    return well
  }
}

/** The missing doors of a view: listed only in a grid, where there is no smaller place to count. */
export function useGridDoors(view: Ref<View>) {
  const filter = computed<DoorsFilter>(() => {
    const { scope, kind, on } = view.value
    return { scope, kind, on, state: 'uncovered', q: '', ...WHOLE }
  })
  return useDoors(filter, () => isGrid(filter.value.scope))
}

/** The doors behind a dot of the map; nothing until one is picked. */
export function useDot(dot: Ref<Place | null>, view: Ref<View>) {
  const asked = () => ({ scope: view.value.scope, kind: view.value.kind, on: view.value.on })
  return usePages(
    async (after) => dot.value ? calls.listDot(dot.value, { ...asked(), after }) : NOTHING,
    () => JSON.stringify([dot.value, asked()]),
  )
}
