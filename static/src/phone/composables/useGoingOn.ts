// What follows a save, wherever it was pressed: it is said, and the next door stands there.
import { showToast } from 'vant'
import { useRouter } from 'vue-router'
import type { Household } from '../domain/records'
import { tell } from './asking'

/** What a save came to: where to go next, and whether the phone is nearly full. */
export interface Saved {
  next: Household | null
  tight: boolean
}

const TIGHT = '手机空间快满了：这次走访已保存。请清理手机空间并尽快联网上传'

/** Say that it is saved; on a phone that is nearly full, that, and what to do about it. */
export async function sayStored(words: string, { tight }: Pick<Saved, 'tight'>): Promise<void> {
  if (tight) await tell(TIGHT)
  else showToast({ message: words, position: 'bottom', duration: 1800 })
}

/** Say it, and go on to the next door; to the list where there is none. */
export function useGoingOn() {
  const router = useRouter()
  return async ({ next, tight }: Saved) => {
    await sayStored(next ? '已存在本机，这是下一户' : '已存在本机', { tight })
    await router.replace(next ? `/doors/${next.id}` : '/doors')
  }
}
