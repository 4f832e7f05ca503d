// Case figures of a place as their address says: how many weeks, by which level, until which day.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { WEEKS } from '../domain/caseFigures'
import { levelsBelow } from '../domain/divisions'
import type { FallGoal } from '../domain/records'
import { readView, withoutEmpty } from '../domain/view'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export type CasesBy = 'town' | 'village'
export interface CasesView { scope: string, by: CasesBy, weeks: number, on: string }

const USUAL_WEEKS = 8

function usualBy(scope: string): CasesBy {
  return levelsBelow(scope)[0] === 'town' ? 'town' : 'village'
}

export function useCaseFigures() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  const view = computed<CasesView>(() => {
    const { scope, on } = readView(route.query, home.value)
    const place = scope.length === 15 ? home.value : scope
    const weeks = WEEKS.find((count) => String(count) === route.query.weeks) ?? USUAL_WEEKS
    return { scope: place, on, weeks, by: usualBy(place) === 'town' && route.query.by === 'village' ? 'village' : usualBy(place) }
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

  return { view, figures, comparison, goals, change, inside, setGoal, reload, go: (scope: string) => void router.push(inside(scope)) }
}
