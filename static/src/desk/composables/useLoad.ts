// Something asked of the server for a page: what came, whether it is still coming, and what went wrong.
import { type Ref, ref, shallowRef, watch } from 'vue'
import { Problem } from '../api/request'

export interface Load<T> {
  data: Ref<T | null>
  error: Ref<Error | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/** Whether what was asked for is not there, so that asking again helps nobody. */
export const isMissing = (error: Error | null): boolean => error instanceof Problem && error.status === 404

/** Loads now and whenever the key changes; the answer to an older question is dropped. */
export function useLoad<T>(ask: () => Promise<T>, key: () => unknown = () => null): Load<T> {
  const data: Ref<T | null> = shallowRef(null)
  const error = ref<Error | null>(null)
  const loading = ref(false)
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const answer = await ask()
      if (mine !== latest) return
      data.value = answer
      error.value = null
    } catch (problem) {
      if (mine === latest) error.value = problem as Error
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  watch(key, reload, { immediate: true })
  return { data, error, loading, reload }
}
