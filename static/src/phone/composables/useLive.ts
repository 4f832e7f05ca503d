// A live query as a ref: the screen reads the phone's database and follows every change in it.
import { liveQuery } from 'dexie'
import { type ShallowRef, shallowRef, watch } from 'vue'
import type { PhoneDb } from '../local/db'
import { useWorkspace } from './workspace'

/** The query's latest answer, undefined until the first; asked anew when `key` changes. */
export function useLive<T>(
  query: (db: PhoneDb) => Promise<T>,
  key: () => unknown = () => null,
): Readonly<ShallowRef<T | undefined>> {
  const { db } = useWorkspace()
  const answer = shallowRef<T>()
  watch(
    [db, key],
    ([open], _before, onCleanup) => {
      if (!open) return
      const subscription = liveQuery(() => query(open)).subscribe((value) => {
        answer.value = value
      })
      onCleanup(() => subscription.unsubscribe())
    },
    { immediate: true },
  )
  return answer
}
