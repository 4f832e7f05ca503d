// Spot checks: the list, drawing one, and one with its doors.
import { ref } from 'vue'
import * as calls from '../api/calls'
import type { Draw } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export function useChecks(scope: () => string) {
  return usePages((after) => calls.listChecks({ scope: scope() || undefined, after, limit: PAGE }), scope)
}

/** Who could check the village that is chosen; none while none is. */
export function useDraw() {
  const village = ref('')
  const checkers = useLoad(async () => (village.value ? (await calls.listCheckers(village.value)).items : []), () => village.value)
  const { attempt } = useNotices()

  /** The round's id; null when it was refused, which the page has been told. */
  async function draw(wanted: Draw): Promise<string | null> {
    let drawn = null
    await attempt(async () => { drawn = (await calls.drawCheck(wanted)).id }, '已抽签，抽查任务会同步到抽查人的手机')
    return drawn
  }

  return { village, checkers, draw }
}

export function useCheck(id: () => string) {
  const one = useLoad(() => calls.getCheck(id()), id)
  const { attempt } = useNotices()

  async function end(): Promise<void> {
    await attempt(() => calls.endCheck(id()), '已结束')
    await one.reload()
  }

  return { ...one, end }
}
