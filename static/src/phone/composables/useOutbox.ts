// The outbox as pages show it: its badge, its entries, and syncing by hand.
import { computed, ref } from 'vue'
import { dayOf } from '@shared/words'
import { type Badge, badgeOf } from '../domain/badge'
import type { Entry } from '../domain/records'
import { daysWork } from '../domain/today'
import { countOthersUnsent } from '../local/account'
import { readMeta } from '../local/meta'
import { acknowledge, countAttention, countWaiting, newestEntries } from '../local/outbox'
import { unsentNames } from '../local/blobs'
import { acknowledgeLoss, unreadLoss } from '../local/device'
import { exportRescue } from '../local/rescue'
import { bringRescue } from '../sync/rescue'
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
  const { unsent } = useUnsentImages()
  const open = computed(() => ({
    waiting: waiting.value ?? 0,
    images: unsent.value?.size ?? 0,
    attention: attention.value ?? 0,
  }))
  const badge = computed<Badge>(() => badgeOf(open.value, status.value.phase))
  return { badge, open }
}

/** The names of the pictures that the server has still to get. */
export function useUnsentImages() {
  const unsent = useLive(async (db) => new Set(await unsentNames(db)))
  const imagesOf = (entry: Entry) => entry.blobs.filter((sha256) => unsent.value?.has(sha256)).length
  return { unsent, imagesOf }
}

/** An earlier store of this phone that was wiped, until the worker has read of it. */
export function useLoss() {
  const { db } = useWorkspace()
  const loss = useLive(unreadLoss)
  const markRead = async () => db.value && acknowledgeLoss(db.value)
  return { loss, markRead }
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
  return { entries, total, lastSyncAt, status, syncNow, showMore, othersUnsent, markRead }
}

/** What this phone holds as a sealed file, and another phone's file brought in. */
export function useRescue() {
  const { db } = useWorkspace()
  const exportFile = async () => db.value && exportRescue(db.value)
  const bringFile = async (file: Blob) => bringRescue(await file.text())
  return { exportFile, bringFile }
}

/** My visits that the server counts, as it last said; undefined until it has. */
export function useConfirmed() {
  return useLive((db) => readMeta(db, 'confirmed'))
}

/** Today's work from this phone, confirmed and waiting apart. */
export function useDaysWork() {
  return useLive(async (db) => daysWork(await newestEntries(db, DAYS_MOST), dayOf(new Date())))
}
