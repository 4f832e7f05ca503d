// The doors that this worker is to ask at, and what is heard at one of them.
import { computed, shallowRef, watch } from 'vue'
import { isAsked, tallyChecks } from '../domain/checks'
import { walkingOrder } from '../domain/distance'
import type { CheckDraft } from '../domain/begun'
import type { Check } from '../domain/records'
import { openChecks } from '../local/checks'
import { checkDraftOf } from '../local/doors'
import { draftedDoors, findDraft } from '../local/drafts'
import { openLabels } from '../local/entries'
import { recordCheck } from '../local/visits'
import { useWhereabouts } from './position'
import { useCheckDraft } from './useDraft'
import { useFormLock } from './useFormLock'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

/** How many there are to ask at, and at how many it was done; nothing of them is opened for it. */
export const useCheckTally = () => useLive(async (db) => tallyChecks(await db.checks.toArray()))

/** All of them: those to be asked yet, the nearest first, and those that are done with. */
export function useChecks() {
  const { place } = useWhereabouts()
  const checks = useLive(async (db) => openChecks(db, await db.checks.toArray()))
  const begun = useLive(draftedDoors)
  const drafted = (check: Check) => begun.value?.has(checkDraftOf(check.id)) ?? false
  // From where the list is ordered, as that of the doors: rows that change places would be missed by the thumb.
  const stand = shallowRef(place.value)
  watch(place, (now) => (stand.value ??= now))
  const ordered = computed(() => walkingOrder(checks.value ?? [], stand.value))
  const open = computed(() => ordered.value.filter((check) => !isAsked(check)))
  const asked = computed(() => ordered.value.filter(isAsked))
  return { checks, open, asked, drafted }
}

/** One of them, with what this phone recorded there. */
export function useCheck(id: () => string) {
  const check = useLive(async (db) => {
    const kept = await db.checks.get(id())
    const [opened] = await openChecks(db, kept ? [kept] : [])
    return opened ?? null
  }, id)
  const draft = useLive(async (db) => (await findDraft<CheckDraft>(db, checkDraftOf(id()))) ?? null, id)
  const entries = useLive(async (db) => {
    const found = await db.outbox.where('check_id').equals(id()).sortBy('device_seq')
    return openLabels(db, found.reverse())
  }, id)
  return { check, draft, entries }
}

/** The form at one of them. */
export function useHearing(check: Check) {
  const { db } = useWorkspace()
  const { draft: form, saved, ...rest } = useCheckDraft(() => openDb(db.value), check)
  useFormLock()

  /** Save for good; null where no answer was chosen, else whether the phone is nearly full. */
  async function save(): Promise<{ tight: boolean } | null> {
    const { answer, note } = form
    if (!answer) return null
    const open = openDb(db.value)
    // Nobody was there to say whose signature it is.
    await recordCheck(open, { check, answer, signature: answer === 'away' ? null : form.signature, note })
    saved.value = true
    return { tight: open.tight }
  }

  return { form, save, ...rest }
}
