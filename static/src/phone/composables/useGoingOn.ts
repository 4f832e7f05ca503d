// What follows a save, wherever it was pressed: it is said, and the next door stands there.
import { onBeforeUnmount, onMounted } from 'vue'
import { showToast } from 'vant'
import { useRouter } from 'vue-router'
import type { Household } from '../domain/records'
import { tell } from './asking'
import { findNextDoor } from './useDoors'
import { useWorkspace } from './workspace'

/** What a save came to: where to go next, and whether the phone is nearly full. */
export interface Saved {
  next: Household | null
  tight: boolean
}

// When a page has been made and is being read.
const LOOKING_MS = 800

const TIGHT = '手机空间快满了：这次走访已保存。请清理手机空间并尽快联网上传'

/** Say that it is saved; on a phone that is nearly full, that, and what to do about it. */
export async function sayStored(words: string, { tight }: Pick<Saved, 'tight'>): Promise<void> {
  if (tight) await tell(TIGHT)
  else showToast({ message: words, position: 'bottom', duration: 1800 })
}

/** Say it, and go on to the next door after `left`; to the list where there is none. */
export function useGoingOn(left: () => Household | null | undefined) {
  const router = useRouter()
  const { db } = useWorkspace()
  // What is read once of each door is read while the worker looks at this one, and not when the save is pressed.
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(() => {
      if (db.value) void findNextDoor(db.value, { place: null, left: left() ?? null }, [])
    }, LOOKING_MS)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return async ({ next, tight }: Saved) => {
    await sayStored(next ? '已存在本机，这是下一户' : '已存在本机', { tight })
    await router.replace(next ? `/doors/${next.id}` : '/doors')
  }
}
