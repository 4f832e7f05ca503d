// A long list, page after page, always with how many there are in all.
import { ref, type Ref, shallowRef, watch } from 'vue'
import type { Page } from '../domain/records'
import { useNotices } from './useNotices'

export const PAGE = 100

/** What is answered while nothing is asked for. */
export const NOTHING: Page<never> = { items: [], total: 0, next: null }

/** Starts over whenever the key changes; the answer to an older question is dropped. */
export function usePages<T>(ask: (after: string | null) => Promise<Page<T>>, key: () => string) {
  const items: Ref<T[]> = shallowRef([])
  const total = ref(0)
  const next = ref<string | null>(null)
  const loading = ref(false)
  const error = ref<Error | null>(null)
  const { complain } = useNotices()
  let latest = 0

  async function load(after: string | null, failed: (problem: unknown) => void): Promise<void> {
    const mine = after === null ? ++latest : latest
    loading.value = true
    try {
      const page = await ask(after)
      if (mine !== latest) return
      items.value = after === null ? page.items : [...items.value, ...page.items]
      total.value = page.total
      next.value = page.next
      error.value = null
    } catch (problem) {
      if (mine === latest) failed(problem)
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  // Asked for twice at once, by a button and by a search, a page still comes once.
  let coming: Promise<void> | null = null

  function reload(): Promise<void> {
    coming = null
    return load(null, (problem) => { error.value = problem as Error })
  }

  function more(): Promise<void> {
    const mine = coming ?? load(next.value, complain).finally(() => { if (coming === mine) coming = null })
    coming = mine
    return mine
  }

  /** Every item there is, for a decision on all of them at once; stops where a page fails. */
  async function all(): Promise<T[]> {
    for (let before = null; next.value !== null && next.value !== before;) {
      before = next.value
      await more()
    }
    return items.value
  }

  watch(key, reload, { immediate: true })
  return { items, total, next, loading, error, reload, more, all }
}
