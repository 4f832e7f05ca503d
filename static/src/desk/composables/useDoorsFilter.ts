// What the list of doors shows: in the address bar, but for a whole number, which is kept in memory until one leaves the page.
import { computed, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type DoorsFilter, isWholeNumber, readDoorsFilter, writeDoorsFilter } from '../domain/view'
import { useSession } from './useSession'

export function useDoorsFilter() {
  const route = useRoute()
  const router = useRouter()
  const { home } = useSession()
  const number = ref('')
  const filter = computed<DoorsFilter>(() => {
    const said = readDoorsFilter(route.query, home.value)
    return { ...said, q: said.q || number.value }
  })

  function queryOf(part: Partial<DoorsFilter>) {
    const wanted = { ...filter.value, ...part }
    number.value = isWholeNumber(wanted.q) ? wanted.q : ''
    return { query: writeDoorsFilter(number.value ? { ...wanted, q: '' } : wanted) }
  }

  /** Filters replace the entry; going somewhere else adds one, so that Back goes up again. */
  return {
    filter,
    change: (part: Partial<DoorsFilter>) => void router.replace(queryOf(part)),
    go: (scope: string) => void router.push(queryOf({ scope })),
  }
}
