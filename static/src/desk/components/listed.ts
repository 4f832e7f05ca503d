// A long list as a component is handed it: what came of it so far, and how to ask again or for more.
import type { Ref } from 'vue'

export interface Listed<T> {
  items: Ref<T[]>
  total: Ref<number>
  next: Ref<string | null>
  loading: Ref<boolean>
  error: Ref<Error | null>
  reload: () => Promise<void>
  more: () => Promise<void>
}
