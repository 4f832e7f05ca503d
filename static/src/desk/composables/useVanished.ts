// Villages gone from the newest edition that still hold doors, and moving those doors away.
import * as calls from '../api/calls'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useVanished() {
  const list = useLoad(calls.listVanished)
  const { attempt, tell } = useNotices()

  async function move(from: string, to: string): Promise<boolean> {
    let moved = 0
    const well = await attempt(async () => {
      moved = (await calls.moveHouseholds({ household_ids: null, from_code: from, to_code: to })).moved
    }, '')
    if (!well) return false
    tell(`已迁移 ${moved.toLocaleString('zh-CN')} 户`)
    await list.reload()
    return true
  }

  async function confirm(village: string): Promise<void> {
    if (await attempt(() => calls.changeDivision(village, { doors_checked: true }), '已确认，住户留在原处')) await list.reload()
  }

  return { ...list, move, confirm }
}
