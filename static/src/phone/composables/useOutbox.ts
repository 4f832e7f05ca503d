// The outbox as pages show it: its badge, its entries, and syncing by hand.
import { computed, ref } from 'vue'
import { dayOf } from '@shared/words'
import { type Badge, type Open, badgeOf, headlineOf } from '../domain/badge'
import type { Entry } from '../domain/records'
import { standsOn } from '../domain/slip'
import { daysWork } from '../domain/today'
import { weeksWork } from '../domain/week'
import { othersUnsent } from '../local/account'
import { openLabels } from '../local/entries'
import { readMeta } from '../local/meta'
import { acknowledge, countOpen, entriesOfDays, newestEntries } from '../local/outbox'
import { unsentNames } from '../local/blobs'
import { acknowledgeLoss, unreadLoss } from '../local/device'
import { type Save, exportRescue } from '../local/rescue'
import { bringRescue } from '../sync/rescue'
import { useLive } from './useLive'
import { useWorkspace } from './workspace'

const STEP = 100

/** What the corner of every page says. */
export function useBadge() {
  const { status } = useWorkspace()
  const counted = useLive(async (db) => ({ ...(await countOpen(db)), lost: (await unreadLoss(db)) !== null }))
  const open = computed<Open>(() => counted.value ?? { waiting: 0, images: 0, attention: 0, reviewing: 0 })
  const badge = computed<Badge>(() => badgeOf(counted.value, status.value.phase))
  const headline = computed(() => headlineOf(counted.value, status.value.phase))
  return { badge, headline, open }
}

/** The names of the pictures that the server has still to get. */
export function useUnsentImages() {
  const unsent = useLive(async (db) => new Set(await unsentNames(db)))
  const imagesOf = (entry: Entry) => entry.blobs.filter((sha256) => unsent.value?.has(sha256)).length
  const slipWaits = (entry: Entry) => unsent.value?.has(standsOn(entry) ?? '') ?? false
  return { imagesOf, slipWaits }
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
  const { db, status, syncNow } = useWorkspace()
  const most = ref(STEP)
  const entries = useLive(async (db) => openLabels(db, await newestEntries(db, most.value)), () => most.value)
  const total = useLive((db) => db.outbox.count())
  const lastSyncAt = useLive((db) => readMeta(db, 'last_sync_at'))
  const showMore = () => (most.value += STEP)
  const markRead = async (id: string) => db.value && acknowledge(db.value, id)
  return { entries, total, lastSyncAt, status, syncNow, showMore, markRead }
}

/** What other accounts left unsent on this phone. */
export function useOthersUnsent() {
  const { account } = useWorkspace()
  return useLive(() => othersUnsent(account.value?.user.id ?? ''))
}

/** What this phone holds as sealed files, and another phone's file brought in. */
export function useRescue() {
  const { db } = useWorkspace()
  const exportFiles = async (save: Save) => db.value && exportRescue(db.value, save)
  const bringFile = async (file: Blob) => bringRescue(await file.text())
  return { exportFiles, bringFile }
}

/** My visits that the server counts, as it last said; undefined until it has. */
export function useConfirmed() {
  return useLive((db) => readMeta(db, 'confirmed'))
}

/** The last seven days from this phone. */
export function useWeeksWork() {
  return useLive(async (db) => weeksWork(await entriesOfDays(db, 8), new Date()))
}

/** Today's work from this phone, confirmed and waiting apart. */
export function useDaysWork() {
  return useLive(async (db) => daysWork(await entriesOfDays(db, 1), dayOf(new Date())))
}
