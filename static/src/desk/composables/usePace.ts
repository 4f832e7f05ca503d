// The pace of a place as its address says: how it is cut into lines, of which kind of door, on which day.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { levelsBelow } from '../domain/divisions'
import type { Kind, Level } from '../domain/records'
import { readView, withoutEmpty } from '../domain/view'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export type PaceBy = Level | 'worker'
export interface PaceView { scope: string, by: PaceBy, kind: Kind | '', on: string }

export function usePace() {
  const route = useRoute()
  const router = useRouter()
  const { home, can } = useSession()
  const view = computed<PaceView>(() => {
    const { scope, by, kind, on } = readView(route.query, home.value)
    return { scope, kind, on, by: route.query.by === 'worker' && can('walkers') ? 'worker' : by ?? 'grid' }
  })
  const pace = useLoad(() => calls.getPace({ ...view.value }), () => JSON.stringify(view.value))

  function queryOf(changed: PaceView) {
    const usual = levelsBelow(changed.scope)[0]
    return withoutEmpty({ ...changed, by: changed.by === usual ? '' : changed.by })
  }

  function change(part: Partial<PaceView>): void {
    void router.replace({ query: queryOf({ ...view.value, ...part }) })
  }

  function inside(scope: string) {
    return { path: '/pace', query: queryOf({ ...view.value, scope, by: view.value.by === 'worker' ? 'worker' : levelsBelow(scope)[0] ?? 'grid' }) }
  }

  return { view, pace, change, inside, go: (scope: string) => void router.push(inside(scope)) }
}
