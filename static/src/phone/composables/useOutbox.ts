// The outbox as pages show it: its badge, its entries, and syncing by hand.
import { computed, ref } from 'vue'
import { dayOf } from '@shared/words'
import { type Badge, badgeOf } from '../domain/badge'
import { daysWork } from '../domain/today'
import { countOthersUnsent } from '../local/account'
import { readMeta } from '../local/meta'
import { acknowledge, countAttention, countWaiting, exportText, newestEntries } from '../local/outbox'
import { useLive } from './useLive'
import { useWorkspace } from './workspace'

const STEP = 100
// More than anybody walks in a day; older entries cannot be today's.
const DAYS_MOST = 1000

/** What the corner of every page says. */
export function useBadge() {
  const { status } = useWorkspace()
  const waiting = useLive(countWaiting)
  const attention = useLive(countAttention)
  const badge = computed<Badge>(() => badgeOf(waiting.value ?? 0, attention.value ?? 0, status.value.phase))
  return { badge, waiting, attention }
}

/** Every event of this phone, newest first, a hundred at a time. */
export function useOutbox() {
  const { account, db, status, syncNow } = useWorkspace()
  const most = ref(STEP)
  const entries = useLive((db) => newestEntries(db, most.value), () => most.value)
  const total = useLive((db) => db.outbox.count())
  const lastSyncAt = useLive((db) => readMeta(db, 'last_sync_at'))
  const showMore = () => (most.value += STEP)
  const othersUnsent = useLive(() => countOthersUnsent(account.value?.user.id ?? ''))
  const markRead = async (id: string) => db.value && acknowledge(db.value, id)
  const exportFile = async () => db.value && exportText(db.value)
  return { entries, total, lastSyncAt, status, syncNow, showMore, othersUnsent, markRead, exportFile }
}

/** Today's work from this phone, confirmed and waiting apart. */
export function useDaysWork() {
  return useLive(async (db) => daysWork(await newestEntries(db, DAYS_MOST), dayOf(new Date())))
}
