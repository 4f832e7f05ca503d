// Taking back visits of this phone: the last one, or a corridor, within a minute; any of them with a reason.
import { computed, onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'
import { showToast } from 'vant'
import type { WithdrawalReason } from '@shared/words'
import type { Entry } from '../domain/records'
import { undoSeconds } from '../domain/withdrawal'
import { openLabels } from '../local/entries'
import { newestVisits } from '../local/outbox'
import { recordWithdrawals } from '../local/visits'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

function backWords(visits: readonly Entry[], reason: WithdrawalReason): string {
  if (reason !== 'undone') return '已撤回，不再计入'
  return visits.length > 1 ? `已撤销 ${visits.length} 户` : '已撤销，可以重新登记'
}

/** Take them back for good, all of them or none. */
export function useWithdrawal() {
  const { db } = useWorkspace()
  return async (visits: Entry[], reason: WithdrawalReason) => {
    await recordWithdrawals(openDb(db.value), visits, reason)
    showToast({ message: backWords(visits, reason), position: 'bottom', duration: 1800 })
  }
}

/** What was just saved, while it can be undone: a visit, or all those of a corridor. */
export function useUndo() {
  const router = useRouter()
  const withdraw = useWithdrawal()
  const now = ref(Date.now())
  const just = useLive(async (db) => {
    now.value = Date.now()
    // An older one is not even opened.
    return openLabels(db, (await newestVisits(db)).filter((visit) => undoSeconds(visit, now.value) > 0))
  })
  const seconds = computed(() => undoSeconds(just.value?.[0], now.value))
  const ticking = setInterval(() => { if (seconds.value > 0) now.value = Date.now() }, 1000)
  onScopeDispose(() => clearInterval(ticking))

  async function undo(): Promise<void> {
    const [visit, ...others] = just.value ?? []
    if (!visit || seconds.value === 0) return
    await withdraw([visit, ...others], 'undone')
    if (others.length === 0) await router.push(`/doors/${visit.household_id}`)
  }
  return { just, seconds, undo }
}
