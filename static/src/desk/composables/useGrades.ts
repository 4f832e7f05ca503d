// What is worth a look in a place's week, as the address says which.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { readView, withoutEmpty } from '../domain/view'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export interface GradesView { scope: string, week: string }

export function useGrades() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  // `on` is any day of the week; none is this week.
  const view = computed<GradesView>(() => {
    const { scope, on } = readView({ ...route.query, on: route.query.week }, home.value)
    return { scope, week: on }
  })
  const grades = useLoad(() => calls.getGrades(withoutEmpty({ ...view.value })), () => JSON.stringify(view.value))

  function change(part: Partial<GradesView>): void {
    void router.replace({ query: withoutEmpty({ ...view.value, ...part }) })
  }

  function inside(scope: string) {
    return { path: '/grades', query: withoutEmpty({ ...view.value, scope }) }
  }

  return { view, grades, change, inside, go: (scope: string) => void router.push(inside(scope)) }
}
