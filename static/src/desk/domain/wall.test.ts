// The sheet for the wall says which day, which doors, all figures, who made it and when.
import { expect, test } from 'vitest'
import type { Campaign, Coverage, CoverageRow, User } from './records'
import { fileNameOf, sheetOf } from './wall'

const total = { registered: 100, excluded: 10, target: 90, covered: 60, uncovered: 30, rate: 2 / 3, raw_rate: 0.6, official: null, official_rate: null }
const asked = {
  place: '新庄村委会', kind: '' as const, base: '',
  coverage: { on: '2026-11-20', total, items: [], campaign_id: '' } as unknown as Coverage,
  campaign: { name: '冬季行动', deadline_on: '2026-12-24', target_percent: 100 } as Campaign,
  user: { name: '王明', role: 'station' } as User, now: new Date('2026-11-26T06:05:00Z'),
}

test('a sheet says all that must stand on it', () => {
  const sheet = sheetOf(asked)

  expect(sheet).toEqual({
    title: '新庄村委会反诈入户宣传覆盖情况',
    day: '截至 2026年11月20日',
    about: '冬季行动，12月24日截止，目标 100%',
    gap: '差 30 户',
    rates: ['应访 90 户', '覆盖率 66.6%', '按登记户 60.0%'],
    identity: '已覆盖 60 + 剔除 10 + 未覆盖 30 = 登记 100',
    rows: [],
    rest: '',
    foot: '王明（派出所） 11月26日 14:05 制；只含各地合计，没有任何一户的位置和信息',
  })
  expect(fileNameOf(sheet, '2026-11-20')).toBe('新庄村委会反诈入户宣传覆盖情况 2026-11-20.png')
})

test('the places below stand there, furthest behind first, and how many found no room', () => {
  const items = Array.from({ length: 27 }, (_, place) => ({ ...total, code: String(place), name: `第${place}村委会`, uncovered: place }) as CoverageRow)
  const { rows, rest } = sheetOf({ ...asked, coverage: { ...asked.coverage, items } })

  expect(rows[0]).toEqual({ name: '第26村', gap: '差 26 户', rate: '66.6%' })
  expect([rows.length, rest]).toEqual([24, '另有 3 个差得更少的没有列出'])
})

test('what was left out is said', () => {
  expect(sheetOf({ ...asked, kind: 'merchant', base: '天地图' })).toMatchObject({
    about: '冬季行动，12月24日截止，目标 100%；只含商户', foot: expect.stringMatching(/底图：天地图$/),
  })
})
