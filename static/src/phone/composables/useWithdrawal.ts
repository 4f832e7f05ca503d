// Taking back a visit of this phone: the last one within a minute, any of them with a reason.
import { computed, onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'
import { showToast } from 'vant'
import type { WithdrawalReason } from '@shared/words'
import type { Entry } from '../domain/records'
import { undoSeconds } from '../domain/withdrawal'
import { openLabels } from '../local/entries'
import { newestVisit } from '../local/outbox'
import { recordWithdrawal } from '../local/visits'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

/** Take it back for good. */
export function useWithdrawal() {
  const { db } = useWorkspace()
  return async (visit: Entry, reason: WithdrawalReason) => {
    await recordWithdrawal(openDb(db.value), visit, reason)
    showToast({ message: reason === 'undone' ? '已撤销，可以重新登记' : '已撤回，不再计入', position: 'bottom', duration: 1800 })
  }
}

/** The visit that was just saved, while it can be undone. */
export function useUndo() {
  const router = useRouter()
  const withdraw = useWithdrawal()
  const now = ref(Date.now())
  const newest = useLive(async (db) => {
    const visit = await newestVisit(db)
    now.value = Date.now()
    return (await openLabels(db, visit ? [visit] : []))[0]
  })
  const seconds = computed(() => undoSeconds(newest.value, now.value))
  const ticking = setInterval(() => { if (seconds.value > 0) now.value = Date.now() }, 1000)
  onScopeDispose(() => clearInterval(ticking))

  async function undo(): Promise<void> {
    const visit = newest.value
    if (!visit || seconds.value === 0) return
    await withdraw(visit, 'undone')
    await router.push(`/doors/${visit.household_id}`)
  }
  return { newest, seconds, undo }
}
