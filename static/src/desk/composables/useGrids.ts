// The grids of a village with their workers, and what may be changed about them.
import * as calls from '../api/calls'
import type { User } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useGrids(village: () => string) {
  const { attempt } = useNotices()
  const grids = useLoad(async () => village() ? (await calls.listDivisions(village())).items : [], village)
  const place = useLoad(async () => village() ? calls.getDivision(village()) : null, village)
  const workers = useLoad<User[]>(async () => (await calls.listWorkers()).items)

  async function change(action: Promise<unknown>, done: string): Promise<boolean> {
    const well = await attempt(() => action, done)
    if (well) await Promise.all([grids.reload(), place.reload()])
    return well
  }

  return {
    grids,
    place,
    workers,
    create: (name: string) => change(calls.createGrid(village(), name), `已新建${name}，接着把住户放进去`),
    rename: (code: string, name: string) => change(calls.changeDivision(code, { name }), '已改名'),
    setOfficial: (count: number | null) =>
      change(calls.changeDivision(village(), { official_households: count }), '已保存官方户数'),
    assign: (grid: string, worker: string) => change(calls.assignWorker(grid, worker), '已分派'),
    handOver: (grid: string, to: User) => change(calls.setWorkers(grid, [to.id]), `已转交给${to.name}`),
    unassign: (grid: string, worker: string) => change(calls.unassignWorker(grid, worker), '已取消分派'),
  }
}
