// What the talks taught in a place, as the address says: how it is cut into lines, of which kind of door, on which day.
import { useRouter } from 'vue-router'
import * as calls from '../api/calls'
import { moveTo, writeView } from '../domain/view'
import { useLoad } from './useLoad'
import { useView } from './useView'

export function useLessons() {
  const router = useRouter()
  const { view, change } = useView()
  const params = () => ({ scope: view.value.scope, by: view.value.by ?? 'grid', kind: view.value.kind, on: view.value.on })
  const lessons = useLoad(() => calls.getLessons(params()), () => JSON.stringify(params()))
  const inside = (scope: string) => ({ path: '/lessons', query: writeView(moveTo(view.value, scope)) })
  return { view, lessons, change, inside, go: (scope: string) => void router.push(inside(scope)) }
}
