// What is worth a look in a place's week, as the address says which.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { readView, withoutEmpty } from '../domain/view'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

/** `all`: also those for whom nothing is worth a look. */
export interface GradesView { scope: string, week: string, all: boolean }

/** Whether a place is too large to be looked at at once. */
export function isTooMuch(error: Error | null): boolean {
  return error instanceof Problem && error.code === 'too_many_visits'
}

export function useGrades() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  // `on` is any day of the week; none is this week.
  const view = computed<GradesView>(() => {
    const { scope, on } = readView({ ...route.query, on: route.query.week }, home.value)
    return { scope, week: on, all: route.query.all === '1' }
  })
  const asked = computed(() => withoutEmpty({ scope: view.value.scope, week: view.value.week }))
  const grades = useLoad(() => calls.getGrades(asked.value), () => JSON.stringify(asked.value))
  const queryOf = ({ scope, week, all }: GradesView) => withoutEmpty({ scope, week, all: all ? '1' : '' })

  function change(part: Partial<GradesView>): void {
    void router.replace({ query: queryOf({ ...view.value, ...part }) })
  }

  function inside(scope: string) {
    return { path: '/grades', query: queryOf({ ...view.value, scope }) }
  }

  return { view, grades, change, inside, go: (scope: string) => void router.push(inside(scope)) }
}
