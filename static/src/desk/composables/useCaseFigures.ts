// Case figures of a place as their address says: how many weeks, by which level, until which day.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { WEEKS } from '../domain/caseFigures'
import { levelsBelow, villageOrAbove } from '../domain/divisions'
import type { FallGoal } from '../domain/records'
import { readView, withoutEmpty } from '../domain/view'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export type CasesBy = 'town' | 'village' | 'grid'
export interface CasesView { scope: string, by: CasesBy, weeks: number, on: string }

const USUAL_WEEKS = 8

/** What a place can be counted by. */
export function cutsOf(scope: string): CasesBy[] {
  return levelsBelow(scope) as CasesBy[]
}

function usualBy(scope: string): CasesBy {
  return cutsOf(scope)[0] ?? 'grid'
}

export function useCaseFigures() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  const view = computed<CasesView>(() => {
    const { scope, on } = readView(route.query, home.value)
    const place = villageOrAbove(scope)
    const weeks = WEEKS.find((count) => String(count) === route.query.weeks) ?? USUAL_WEEKS
    return { scope: place, on, weeks, by: cutsOf(place).find((cut) => cut === route.query.by) ?? usualBy(place) }
  })
  const place = computed(() => ({ scope: view.value.scope, on: view.value.on }))
  const figures = useLoad(() => calls.getCaseFigures({ ...view.value, weeks: String(view.value.weeks) }), () => JSON.stringify(view.value))
  const comparison = useLoad(() => calls.getComparison({ ...place.value }), () => JSON.stringify(place.value))
  const goals = useLoad(() => calls.getGoals({ ...place.value }), () => JSON.stringify(place.value))

  function queryOf(changed: CasesView) {
    return withoutEmpty({
      scope: changed.scope, on: changed.on, by: changed.by === usualBy(changed.scope) ? '' : changed.by,
      weeks: changed.weeks === USUAL_WEEKS ? '' : String(changed.weeks),
    })
  }

  function change(part: Partial<CasesView>): void {
    void router.replace({ query: queryOf({ ...view.value, ...part }) })
  }

  function inside(scope: string) {
    return { path: '/case-figures', query: queryOf({ ...view.value, scope, by: usualBy(scope) }) }
  }

  async function setGoal(code: string, goal: FallGoal): Promise<void> {
    await calls.setGoal(code, goal)
    await goals.reload()
  }

  async function reload(): Promise<void> {
    await Promise.all([figures.reload(), comparison.reload(), goals.reload()])
  }

  const file = computed(() => calls.caseFiguresFile({ ...view.value, weeks: String(view.value.weeks) }))
  const unmatched = computed(() => {
    const { first, last } = figures.data.value?.total ?? { first: '', last: '' }
    return { path: '/cases', query: withoutEmpty({ scope: view.value.scope, matched: 'open', first, last }) }
  })

  return { view, file, unmatched, figures, comparison, goals, change, inside, setGoal, reload, go: (scope: string) => void router.push(inside(scope)) }
}
