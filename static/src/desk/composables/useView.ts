// The view in the address bar, as the overview reads and changes it.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { moveTo, readView, type View, writeView } from '../domain/view'
import { useSession } from './useSession'

export function useView() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  const view = computed(() => readView(route.query, home.value))

  /** Filters replace the entry; going somewhere else adds one, so that Back goes up again. */
  function change(part: Partial<View>): void {
    void router.replace({ query: writeView({ ...view.value, ...part }) })
  }

  function go(scope: string): void {
    void router.push({ path: '/', query: writeView(moveTo(view.value, scope)) })
  }

  return { view, change, go }
}
