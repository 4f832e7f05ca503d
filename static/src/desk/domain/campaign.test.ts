// A campaign's plan in the form: what may still be moved, what is sent, and how a change reads.
import { expect, test } from 'vitest'
import { changesIn, changesOf, changeWords, daysLeftWords, fieldsOf, hasBegun, orderProblem } from './campaign'
import type { CampaignPlan } from './records'

const FIELDS = {
  name: '冬季行动', starts_on: '2026-11-01', drive_on: '2026-11-10', assessment_on: '2026-12-21', deadline_on: '2026-12-20', target_percent: 100,
  weekday: 5, weekly_at: '16:00', month_day: 5, monthly_at: '16:00',
}
const PERIOD = { first_on: '2026-11-20', last_on: '2026-11-26', due_at: '2026-11-27T08:00:00+00:00' }
const PLAN: CampaignPlan = {
  ...FIELDS, id: 'c', today: '2026-11-10', days_left: 40, phase: 'drive', phases: [], next_week: PERIOD, next_month: PERIOD,
  former: [
    { ...FIELDS, target_percent: 95, until: '2026-11-09T00:00:00+00:00', changed_by_name: '二号' },
    { ...FIELDS, target_percent: 95, weekday: 1, deadline_on: '2026-12-10', until: '2026-11-08T00:00:00+00:00', changed_by_name: '一号' },
  ],
}

test('a phase that begins today has begun', () => {
  expect((['starts_on', 'drive_on', 'assessment_on'] as const).map((field) => hasBegun(PLAN, field))).toEqual([true, true, false])
})

test('only what is different is sent', () => {
  expect(fieldsOf(PLAN)).toEqual(FIELDS)
  expect(changesIn(fieldsOf(PLAN), FIELDS)).toEqual({})
  expect(changesIn({ ...FIELDS, weekday: 4, deadline_on: '2026-12-31' }, FIELDS)).toEqual({ weekday: 4, deadline_on: '2026-12-31' })
})

test('a change reads as what was and what is', () => {
  expect(changeWords(FIELDS, { ...FIELDS, target_percent: 90, weekday: 7, deadline_on: '2027-01-05', month_day: 8 })).toEqual([
    '期限由 12月20日 改为 2027年1月5日', '目标由 100% 改为 90%', '周报日由 周五 改为 周日', '月报日由 5 日 改为 8 日',
  ])
})

test('each change is held against what came next', () => {
  expect(changesOf(PLAN).map(({ by, words }) => [by, words])).toEqual([
    ['二号', ['目标由 95% 改为 100%']],
    ['一号', ['期限由 12月10日 改为 12月20日', '周报日由 周一 改为 周五']],
  ])
})

test('dates out of order are said before they are sent', () => {
  expect(orderProblem(FIELDS)).toBe('')
  expect(orderProblem({ ...FIELDS, drive_on: '2026-10-01' })).toContain('集中')
  expect(orderProblem({ ...FIELDS, assessment_on: '2026-11-02' })).toContain('评估')
  expect(orderProblem({ ...FIELDS, deadline_on: '2026-11-02' })).toContain('期限')
})

test.each([[1, '还有 1 天'], [0, '今天就是期限'], [-3, '期限已过 3 天']])('%s days are left', (days, words) => {
  expect(daysLeftWords(days)).toBe(words)
})
