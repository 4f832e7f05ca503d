// People forgotten by order: the list, and one with what would go and the decision on it.
import * as calls from '../api/calls'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export function useForgettings() {
  return usePages((after) => calls.listForgettings({ after, limit: PAGE }), () => '')
}

export function useForgetting(id: () => string) {
  const one = useLoad(() => calls.getForgetting(id()), id)
  const { attempt } = useNotices()

  async function decide(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    await one.reload()
    return well
  }

  return {
    ...one,
    approve: (chosen: string[]) => decide(calls.approveForgetting(id(), chosen), '已删除'),
    refuse: (reason: string) => decide(calls.refuseForgetting(id(), reason), '已驳回'),
    withdraw: () => decide(calls.withdrawForgetting(id()), '已撤回'),
  }
}
