// People forgotten by order: the list, and one with what would go and the decision on it.
import * as calls from '../api/calls'
import { useDecide } from './useDecide'
import { useLoad } from './useLoad'
import { PAGE, usePages } from './usePages'

export function useForgettings() {
  return usePages((after) => calls.listForgettings({ after, limit: PAGE }), () => '')
}

export function useForgetting(id: () => string) {
  const one = useLoad(() => calls.getForgetting(id()), id)
  const decide = useDecide(one.reload)

  return {
    ...one,
    approve: (chosen: string[]) => decide(calls.approveForgetting(id(), chosen), '已删除'),
    refuse: (reason: string) => decide(calls.refuseForgetting(id(), reason), '已驳回'),
    withdraw: () => decide(calls.withdrawForgetting(id()), '已撤回'),
  }
}
