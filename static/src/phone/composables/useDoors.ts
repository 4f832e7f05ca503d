// The doors of my grids: counted, searched, filtered and in walking order.
import { computed, ref, shallowRef, watch } from 'vue'
import { dayOf } from '@shared/words'
import { currentCampaign } from '../domain/campaign'
import { walkingOrder } from '../domain/distance'
import { askedTag } from '../domain/exclusion'
import { type Here, nextDoor, orderDoors } from '../domain/next'
import type { ExclusionDraft } from '../domain/begun'
import type { Household } from '../domain/records'
import { indexDoors, searchDoors } from '../domain/search'
import { type Filter, filterDoors, onDay, tallyDoors } from '../domain/standing'
import { visitedToday } from '../domain/today'
import type { PhoneDb } from '../local/db'
import { askedDraftOf } from '../local/doors'
import { draftedDoors, findDraft } from '../local/drafts'
import { openLabels } from '../local/entries'
import { entriesAt, entriesOfDays, newestAsked } from '../local/outbox'
import { openDoors } from '../local/opening'
import { useWhereabouts } from './position'
import { useLive } from './useLive'
import { orderOf, useOrder } from './useOrder'
import { useWorkspace } from './workspace'

async function myDoors(db: PhoneDb): Promise<Household[]> {
  const day = dayOf(new Date())
  const mine = (await db.rows.all()).filter((door) => !door.released)
  return (await openDoors(db, mine)).map((door) => onDay(door, day))
}

/** One door as it stands today, or null where it is not on this phone. */
export async function findDoor(db: PhoneDb, id: string): Promise<Household | null> {
  const kept = await db.households.get(id)
  const [door] = await openDoors(db, kept ? [kept] : [])
  return door ? onDay(door, dayOf(new Date())) : null
}

/** The campaign that is walked now; null when the county has none, undefined until known. */
export function useCampaign() {
  return useLive(async (db) => currentCampaign(await db.campaigns.toArray()))
}

/** All doors of my grids, as they stand today. */
export const useMyDoors = () => useLive(myDoors)

/** The list of doors with its search and chips. */
export function useDoors() {
  const { place, refresh } = useWhereabouts()
  const { status } = useWorkspace()
  const doors = useMyDoors()
  const drafted = useLive(draftedDoors)
  const asked = useLive(newestAsked)
  const askedOf = (id: string) => askedTag(asked.value?.get(id))
  const order = useOrder()
  const typed = ref('')
  const filter = ref<Filter>('uncovered')
  // From where the list is ordered: rows that change places while somebody walks would be missed by the thumb.
  const stand = shallowRef(place.value)
  watch(place, (now) => (stand.value ??= now))
  const tally = computed(() => tallyDoors(doors.value ?? []))
  // A search looks everywhere: a door already covered must still be found.
  const index = computed(() => indexDoors(walkingOrder(doors.value ?? [], stand.value)))
  const listed = computed(() => orderDoors(filterDoors(doors.value ?? [], filter.value), order.value, stand.value))
  const shown = computed(() => (typed.value.trim() ? searchDoors(index.value, typed.value) : listed.value))

  /** Somebody is about to type: what the first key would have to wait for is made now. */
  const prepare = () => void index.value.length

  /** Begin the list where the worker is now. */
  function reorder(): void {
    stand.value = place.value
    refresh()
  }
  return { doors, drafted, askedOf, order, typed, filter, tally, shown, prepare, reorder, status }
}

/** One door and what this phone recorded there. */
export function useDoor(id: () => string) {
  const door = useLive((db) => findDoor(db, id()), id)
  const entries = useLive(async (db) => openLabels(db, await entriesAt(db, id())), id)
  const draft = useLive(async (db) => (await findDraft(db, id())) ?? null, id)
  const askedDraft = useLive(async (db) => (await findDraft<ExclusionDraft>(db, askedDraftOf(id()))) ?? null, id)
  return { door, entries, draft, askedDraft }
}

const walkedToday = async (db: PhoneDb) => visitedToday(await entriesOfDays(db, 1), new Date())

/** The doors that were knocked on today from this phone. */
export const useWalkedToday = () => useLive(walkedToday)

/**
 * The next door to walk to, in the order that is walked in: uncovered, and not knocked on today, nor among those just done. Null where
 * there is none, and where none can be found now: what was saved is saved all the same.
 */
export async function findNextDoor(db: PhoneDb, here: Here, done: readonly Household[]): Promise<Household | null> {
  try {
    const walked = await walkedToday(db)
    for (const { id } of done) walked.add(id)
    const open = filterDoors(await myDoors(db), 'uncovered').filter(({ id }) => !walked.has(id))
    return nextDoor(open, here, await orderOf(db))
  } catch (failure) {
    console.warn('the next door is not known now', failure)
    return null
  }
}
