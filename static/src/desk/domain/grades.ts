// A week's grades at the desk: what was found, in words, and whose lines stand together.
import { weekdayOf } from '@shared/words'
import { dayAfter } from './days'
import type { FlagCode, WorkerWeek } from './records'

export const FLAGS: Readonly<Record<FlagCode, string>> = {
  one_point: '一个点给许多户签名',
  too_fast: '快得不可能',
  same_accuracy: '定位误差一直不变',
  exact: '定位误差小得不可能',
  same_fix: '多户定位一模一样',
  far: '许多次离住户太远',
  same_hand: '多户笔迹一样',
  same_picture: '多户用同一张签名图',
  same_photo: '照片在别的户用过',
  too_short: '许多次时间太短',
  clock_off: '手机时钟不准',
}

export interface VillageWeek { village: string, name: string, lines: WorkerWeek[] }

/** Lines of one village stand together, in the order in which they came: nobody is first by what was found. */
export function byVillage(lines: readonly WorkerWeek[]): VillageWeek[] {
  const found = new Map<string, VillageWeek>()
  for (const line of lines) {
    const village = found.get(line.village) ?? { village: line.village, name: line.village_name, lines: [] }
    village.lines.push(line)
    found.set(line.village, village)
  }
  return [...found.values()]
}

/** Whoever walks in two villages has a line in each. */
export function peopleIn(lines: readonly WorkerWeek[]): number {
  return new Set(lines.map((line) => line.worker_id)).size
}

/** What there was too little of to say anything. */
export function silentWords(line: WorkerWeek): string {
  return line.silent.length ? `样本太少，或住户没有登记位置，没有判断：${line.silent.map((flag) => FLAGS[flag]).join('、')}` : ''
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: string): string {
  return dayAfter(day, -weekdayOf(day))
}

export function weekAfter(monday: string, weeks: number): string {
  return dayAfter(monday, 7 * weeks)
}
