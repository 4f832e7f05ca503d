// One thing that was set aside, and the decision on it.
import { computed } from 'vue'
import * as calls from '../api/calls'
import type { Household, Repair } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { useSession } from './useSession'
import { useWaiting } from './useWaiting'

const FOUND = 20

export function useAsideItem(id: () => string) {
  const item = useLoad(() => calls.getAside(id()), id)
  const { attempt, complain } = useNotices()
  const { home } = useSession()
  const { recount } = useWaiting()

  async function decide(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    if (well) await recount()
    return well
  }

  async function findDoors(words: string): Promise<Household[]> {
    try {
      return (await calls.listHouseholds({ scope: home.value, q: words, limit: FOUND })).items
    } catch (error) {
      complain(error)
      return []
    }
  }

  return {
    ...item,
    signature: computed(() => calls.asideSignatureOf(id())),
    findDoors,
    accept: (repair: Repair) => decide(calls.acceptAside(id(), repair), '已接受，从今天起计入'),
    refuse: (reason: string) => decide(calls.refuseAside(id(), reason), '已定为不采纳，网格员会在手机上看到原因'),
  }
}
