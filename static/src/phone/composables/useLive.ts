// A live query as a ref: the screen reads the phone's database and follows every change in it.
import { liveQuery } from 'dexie'
import { type ShallowRef, onActivated, onDeactivated, shallowRef, watch } from 'vue'
import type { PhoneDb } from '../local/db'
import { useWorkspace } from './workspace'

// What changed is asked for on a page that is put aside when it is looked at again, or once whoever saved has long been led on.
const ASIDE_MS = 1_000

/** Lets a query begin at once, but not while its page is put aside and another one is just being made. */
function whenShown(): () => Promise<void> {
  let isAside = false
  let wake = () => {}
  onActivated(() => {
    isAside = false
    wake()
  })
  onDeactivated(() => (isAside = true))
  return async () => {
    if (!isAside) return
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ASIDE_MS)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })
  }
}

/** The query's latest answer, undefined until the first; asked anew when `key` changes. */
export function useLive<T>(
  query: (db: PhoneDb) => Promise<T>,
  key: () => unknown = () => null,
): Readonly<ShallowRef<T | undefined>> {
  const { db } = useWorkspace()
  const answer = shallowRef<T>()
  const shown = whenShown()
  watch(
    [db, key],
    ([open], _before, onCleanup) => {
      if (!open) return
      const ask = async () => {
        await shown()
        return query(open)
      }
      const subscription = liveQuery(ask).subscribe((now) => (answer.value = now))
      onCleanup(() => subscription.unsubscribe())
    },
    { immediate: true },
  )
  return answer
}
