// A campaign's plan as the office changes it: what of it may still be changed, and what a change says.
import { formatDay, PHASES, WEEKDAYS } from '@shared/words'
import type { CampaignPlan, PlanEdit } from './records'

export type PlanFields = Required<PlanEdit>

const NAMES = {
  name: '名称', starts_on: `${PHASES.preparation}开始`, drive_on: `${PHASES.drive}开始`, assessment_on: `${PHASES.assessment}开始`,
  deadline_on: '期限', target_percent: '目标', weekday: '周报日', weekly_at: '周报时间', month_day: '月报日', monthly_at: '月报时间',
} as const satisfies Record<keyof PlanFields, string>
const FIELDS = Object.keys(NAMES) as (keyof PlanFields)[]

/** The parts that can be changed, as the form begins. */
export function fieldsOf(plan: PlanFields): PlanFields {
  return Object.fromEntries(FIELDS.map((field) => [field, plan[field]])) as unknown as PlanFields
}

/** Only what is different is sent: whatever somebody else changed meanwhile stays. */
export function changesIn(form: PlanFields, plan: PlanFields): PlanEdit {
  return Object.fromEntries(FIELDS.filter((field) => form[field] !== plan[field]).map((field) => [field, form[field]]))
}

/** Whether a phase has begun, whose first day nobody moves any more. */
export function hasBegun(plan: CampaignPlan, field: 'starts_on' | 'drive_on' | 'assessment_on'): boolean {
  return plan[field] <= plan.today
}

/** What is wrong with the dates as they stand in the form, before anybody asks the server. */
export function orderProblem(form: PlanFields): string {
  if (form.drive_on < form.starts_on) return '集中不能早于筹备开始。'
  if (form.assessment_on < form.drive_on) return '评估不能早于集中开始。'
  return form.deadline_on < form.drive_on ? '期限不能早于集中开始。' : ''
}

export function daysLeftWords(days: number): string {
  if (days < 0) return `期限已过 ${-days} 天`
  return days === 0 ? '今天就是期限' : `还有 ${days} 天`
}

function written(field: keyof PlanFields, value: string | number): string {
  switch (field) {
    case 'target_percent': return `${value}%`
    case 'weekday': return WEEKDAYS[Number(value) - 1] ?? String(value)
    case 'month_day': return `${value} 日`
    case 'name': case 'weekly_at': case 'monthly_at': return String(value)
    default: return formatDay(String(value))
  }
}

/** What one change made of a plan, part by part. */
export function changeWords(before: PlanFields, after: PlanFields): string[] {
  return FIELDS.filter((field) => before[field] !== after[field])
    .map((field) => `${NAMES[field]}由 ${written(field, before[field])} 改为 ${written(field, after[field])}`)
}

export interface Change { at: string, by: string, words: string[] }

/** The changes of a plan, the newest first; each is what stood before against what came next. */
export function changesOf(plan: CampaignPlan): Change[] {
  return plan.former.map((former, at) => ({
    at: former.until, by: former.changed_by_name, words: changeWords(former, plan.former[at - 1] ?? plan),
  }))
}
