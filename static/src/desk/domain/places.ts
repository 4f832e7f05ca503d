// Where one can go in the office: the bar on top, in its order. A new page is one line here.
import type { Role } from './records'
import { may, type Right } from './roles'

export interface Place { to: string, name: string, right: Right }
/** Places that belong together open under one word, so that the bar stays short. */
export interface PlaceGroup { name: string, places: readonly Place[] }
export type Entry = Place | PlaceGroup

const BAR: readonly Entry[] = [
  { to: '/', name: '总览', right: 'office' },
  {
    name: '进度', places: [
      { to: '/pace', name: '进度与预计', right: 'office' },
      { to: '/lessons', name: '知晓率', right: 'office' },
    ],
  },
  { to: '/doors', name: '名单', right: 'office' },
  {
    name: '审核', places: [
      { to: '/exclusions', name: '剔除审批', right: 'office' },
      { to: '/proposals', name: '名册核实', right: 'office' },
      { to: '/denominator', name: '应访户构成', right: 'office' },
      { to: '/aside', name: '待核对', right: 'office' },
      { to: '/paper-slips', name: '纸质告知单', right: 'office' },
      { to: '/grades', name: '可信度', right: 'grades' },
      { to: '/checks', name: '抽查', right: 'checks' },
    ],
  },
  {
    name: '案件', places: [
      { to: '/cases', name: '案件登记', right: 'cases' },
      { to: '/case-files', name: '案件导入', right: 'take_cases' },
      { to: '/case-figures', name: '案件统计', right: 'cases' },
    ],
  },
  {
    name: '台账文件', places: [
      { to: '/ledgers', name: '台账与通报', right: 'office' },
      { to: '/exports', name: '导出', right: 'office' },
      { to: '/roots', name: '每日总账', right: 'office' },
    ],
  },
  {
    name: '管理', places: [
      { to: '/campaign', name: '行动', right: 'office' },
      { to: '/notices', name: '告知单', right: 'office' },
      { to: '/rosters', name: '名册导入', right: 'import' },
      { to: '/grids', name: '网格与人员', right: 'office' },
      { to: '/devices', name: '手机', right: 'office' },
      { to: '/accounts', name: '账号', right: 'accounts' },
      { to: '/audit', name: '审计', right: 'watch' },
      { to: '/forgettings', name: '依规删除', right: 'forget' },
    ],
  },
]

export function isGroup(entry: Entry): entry is PlaceGroup {
  return 'places' in entry
}

/** What somebody sees of the bar: no group of one, no group of none. */
export function barFor(role: Role): Entry[] {
  return BAR.flatMap((entry): Entry[] => {
    if (!isGroup(entry)) return may(role, entry.right) ? [entry] : []
    const places = entry.places.filter((place) => may(role, place.right))
    return places.length > 1 ? [{ ...entry, places }] : places
  })
}

/** Whether a path lies in a place, or in one of a group's. */
export function isAt(entry: Entry, path: string): boolean {
  if (isGroup(entry)) return entry.places.some((place) => isAt(place, path))
  return path === entry.to || (entry.to !== '/' && path.startsWith(`${entry.to}/`))
}
