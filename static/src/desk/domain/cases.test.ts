// Cases in words: times, amounts, and the line of time of a home.
import { describe, expect, it } from 'vitest'
import { type CaseForm, caseFaults, caseTime, caseTimeParts, countedWords, fenOf, formatLoss, givenBy, homeLookedAt, instantOf, likelyHomes, lineOf, minuteField, momentsApart, noticeName, placeWords, registeredWords, stoodWords, takenBack, typedMinute, visitTime, wasWords, yuanOf } from './cases'
import type { CaseHomes, Happening, TracedVisit } from './records'

const time = (from: string, until: string) => caseTime({ happened_from: `${from}:00+08:00`, happened_until: `${until}:00+08:00` })

describe('when a case happened', () => {
  it('is a moment, a part of a day, a day or longer', () => {
    expect(time('2025-11-03T14:05', '2025-11-03T14:05')).toBe('2025年11月3日 14:05')
    expect(time('2025-11-03T14:05', '2025-11-03T15:00')).toBe('2025年11月3日 14:05–15:00')
    expect(time('2025-11-03T00:00', '2025-11-03T23:59')).toBe('2025年11月3日（全天）')
    expect(time('2025-11-03T00:00', '2025-11-05T23:59')).toBe('2025年11月3日至2025年11月5日')
    expect(time('2025-11-03T22:00', '2025-11-04T01:30')).toBe('2025年11月3日 22:00 至 2025年11月4日 01:30')
  })

  it('goes to a field and back', () => {
    expect(minuteField('2026-11-03T16:05:00Z')).toBe('2026-11-04 00:05')
    expect(Date.parse(instantOf('2026-11-04 00:05'))).toBe(Date.parse('2026-11-03T16:05:00Z'))
  })
})

it('breaks no sentence within a moment', () => {
  expect(momentsApart('请写成 2026-11-03 14:05，或者')).toEqual(['请写成 ', '2026-11-03 14:05', '，或者'])
})

describe('what was lost', () => {
  it.each([[0, '0 元'], [1_234_500, '12,345 元'], [1_234_505, '12,345.05 元'], [null, '不详']])('%s fen', (fen, words) => {
    expect(formatLoss(fen)).toBe(words)
  })

  it('is typed in yuan', () => {
    expect(fenOf('12,345.5 元')).toBe(1_234_550)
    expect(fenOf('0.05')).toBe(5)
    for (const wrong of ['', '-1', '1.234', '一万', '1e5', '99999999999999']) expect(fenOf(wrong)).toBeNull()
    for (const fen of [0, 5, 100, 1_234_550]) expect(fenOf(yuanOf(fen))).toBe(fen)
    expect(yuanOf(null)).toBe('')
  })
})

describe('the homes beside a case', () => {
  const items = (['strong', 'medium', 'weak', null] as const).map((strength) => ({ household_id: strength ?? 'by hand', strength })) as CaseHomes['items']
  const match = { household_id: null } as CaseHomes['match']

  it('fit well by more than a name or an address', () => {
    expect(likelyHomes({ items }).map((home) => home.household_id)).toEqual(['strong', 'medium'])
  })

  it('are traced as one says, else as is offered; none is where none is the victim\'s', () => {
    expect(homeLookedAt(null)).toBeNull()
    expect(homeLookedAt({ items: [], match: null, preselected: null })).toBeNull()
    expect(homeLookedAt({ items, match: null, preselected: null })).toBe('strong')
    expect(homeLookedAt({ items, match: null, preselected: 'weak' })).toBe('weak')
    expect(homeLookedAt({ items, match: { ...match!, household_id: 'medium' }, preselected: null })).toBe('medium')
    expect(homeLookedAt({ items, match, preselected: null })).toBeNull()
  })
})

describe('a home beside a case', () => {
  it('says where it stood', () => {
    expect(stoodWords({ registered: 'no', excluded: 'no' })).toEqual(['当时不在册'])
    expect(stoodWords({ registered: 'yes', excluded: 'yes' })).toEqual(['当时在册', '当时已剔除，不计入应访户'])
  })

  it('says who was registered then only where somebody was', () => {
    const now = { householder: '孙五', title: null, address: '5号', village_name: '桥东村' }
    const then = { householder: '钱四', title: null, address: '4号', place_name: '桥西村' }
    expect(registeredWords({ ...now, then })).toBe('案发时登记为 钱四，桥西村 4号')
    expect(registeredWords({ ...now, then: null })).toBe('现在登记为 孙五，桥东村 5号')
  })

  it('says how it counted, of a case over several days on the first and on the last', () => {
    const [before, after] = ['uncovered', 'covered'].map((state) => ({ campaign_name: '全民反诈', state }))
    expect(countedWords({ coverage: after ?? null, coverage_last: null })).toEqual(['“全民反诈”当日统计为已覆盖'])
    expect(countedWords({ coverage: before ?? null, coverage_last: after ?? null })).toEqual(['“全民反诈”案发首日统计为未覆盖', '“全民反诈”案发末日统计为已覆盖'])
    expect(countedWords({ coverage: null, coverage_last: null })).toEqual([])
  })

  it('tells when a visit was made as exactly as is known', () => {
    const visit = (earliest_at: string | null, latest_at: string) => visitTime({ earliest_at, latest_at })
    expect(visit(null, '2025-11-03T06:05:00Z')).toBe('不晚于 2025年11月3日 14:05')
    expect(visit(null, '2025-11-03T06:05:01Z')).toBe('不晚于 2025年11月3日 14:06')
    expect(visit('2025-11-03T06:05:10Z', '2025-11-03T06:05:50Z')).toBe('2025年11月3日 14:05')
    expect(visit('2025-11-03T06:05:10Z', '2025-11-03T07:00:19Z')).toBe('2025年11月3日 14:05–15:01')
    expect(visit('2025-11-03T15:30:00Z', '2025-11-03T15:59:01Z')).toBe('2025年11月3日 23:30 至 2025年11月4日 00:00')
    expect(visit('2025-11-03T06:05:10Z', '2025-11-03T07:00:00Z')).toBe('2025年11月3日 14:05–15:00')
    expect(visit('2025-11-02T06:05:10Z', '2025-11-03T07:00:00Z')).toBe('2025年11月2日 14:05 至 2025年11月3日 15:00')
  })

  it('tells when a visit was taken back: at a moment, or between two and when that came', () => {
    const back = (withdrawn_earliest_at: string | null, withdrawn_latest_at: string) =>
      takenBack({ withdrawn_at: '2025-11-05T06:05:00Z', withdrawn_earliest_at, withdrawn_latest_at })
    expect(back('2025-11-05T06:05:00Z', '2025-11-05T06:05:00Z')).toBe('2025年11月5日 14:05')
    expect(back(null, '2025-11-03T06:05:00Z')).toBe('不晚于 2025年11月3日 14:05 在手机上（2025年11月5日 14:05 上传）')
    expect(takenBack({ withdrawn_at: null, withdrawn_earliest_at: null, withdrawn_latest_at: null })).toBe('')
  })

  it('was somewhere, as far as that is still kept', () => {
    const place = (distance_m: number | null, accuracy_m: number | null, code: 'erased' | 'no_fix' | 'near') =>
      placeWords({ place: { distance_m, accuracy_m }, place_grade: { grade: 'C', reasons: [{ code, said: '', bears: 'open' }] } })
    expect(place(16, 8, 'near')).toBe('离门牌 16 米（误差约 8 米）')
    expect(place(null, 8, 'near')).toBe('有定位（误差约 8 米），门牌没有坐标')
    expect(place(16, null, 'near')).toBe('当时离门牌 16 米（精确位置已按期删除）')
    expect(place(null, null, 'erased')).toBe('精确位置已按期删除')
    expect(place(null, null, 'no_fix')).toBe('没有定位')
  })

  it('has one line of time', () => {
    const visits = [{ visited_at: '2026-11-05T00:00:00Z', order: 'after' }] as TracedVisit[]
    const happenings = [{ at: '2026-11-06T00:00:00Z', order: 'after' }, { at: '2026-11-01T08:00:00+08:00', order: 'before' }] as Happening[]

    expect(lineOf(visits, happenings).map(({ order, visit }) => [order, visit !== null])).toEqual([['before', false], ['after', true], ['after', false]])
  })

  it('says what a correction corrected', () => {
    expect([wasWords('loss_fen', 100), wasWords('fraud', 'loan'), wasWords('phone', null), wasWords('victim', '孙五')]).toEqual(['1 元', '虚假贷款', '空', '孙五'])
  })
})

describe('the form', () => {
  const NOW = '2026-11-26T04:00:00Z'
  const form: CaseForm = {
    number: '', first: '2026-11-03 14:05', last: '', reported: '', fraud: 'loan', loss: '', village: '', victim: '孙五', phone: '', idNumber: '', address: '', note: '', reason: '',
  }

  it('ends a line between two moments alone', () => {
    const parts = (first: string, last: string) => caseTimeParts({ happened_from: instantOf(first), happened_until: instantOf(last) })
    expect(parts('2020-11-03 14:05', '2020-11-04 15:00')).toEqual(['2020年11月3日 14:05', '至 2020年11月4日 15:00'])
    expect(parts('2020-11-03 00:00', '2020-11-04 23:59')).toEqual(['2020年11月3日', '至2020年11月4日'])
    expect(parts('2020-11-03 14:05', '2020-11-03 15:00')).toEqual(['2020年11月3日 14:05–15:00'])
  })

  it('reads a minute however it is typed, and none that there is not', () => {
    for (const typed of ['2026-11-03 14:05', '2026/11/3 14:5', '2026年11月3日14时5分', '２０２６-11-03　14：05']) expect(typedMinute(typed)).toBe('2026-11-03 14:05')
    expect(typedMinute('2026年11月3日14时')).toBe('2026-11-03 14:00')
    for (const wrong of ['', '昨天', '2026-11-03', '2026-02-30 10:00', '2026-11-03 25:00']) expect(typedMinute(wrong)).toBeNull()
  })

  it('says all that is wrong at once', () => {
    expect(caseFaults(form, false, NOW)).toEqual({})
    const empty = { ...form, victim: ' ', first: '', fraud: '' as const, loss: '一万', last: '昨天', reported: '2026-11-27 00:00' }
    expect(Object.keys(caseFaults(empty, true, NOW)).sort()).toEqual(['first', 'fraud', 'last', 'loss', 'reason', 'reported', 'victim'])
    expect(caseFaults({ ...form, last: '2026-11-03 14:04' }, false, NOW)).toEqual({ last: '比前面的时间还早，请核对。' })
  })

  it('says at the field what is wrong with an ID number, and nothing of what is none', () => {
    const fault = (idNumber: string) => caseFaults({ ...form, idNumber }, true, NOW).idNumber
    for (const right of ['', ' ', '11010519491231002X', '１１０１０５ 19491231 002x', "'11010519491231002X", 'E12345678']) expect(fault(right)).toBeUndefined()
    expect(fault('110105194912310021')).toBe('校验不通过，请核对有没有抄错。')
    expect(fault('110105491231002')).toBe('是 15 位旧号码，请换成 18 位。')
    expect(fault('110105194902310026')).toBe('里的出生日期不存在，请核对。')
    expect(fault('1101051949')).toBe('应为 18 位数字（末位可为 X）。')
  })

  it("knows what is not yet by the county's clocks, wherever the computer stands", () => {
    expect(caseFaults({ ...form, first: '2026-11-26 12:00' }, false, NOW)).toEqual({})
    expect(caseFaults({ ...form, first: '2026-11-26 12:01' }, false, NOW)).toEqual({ first: '不能晚于现在。' })
  })
})

describe('a slip beside a case', () => {
  it('bears whom it speaks to once', () => {
    const slip = { title: '防范诈骗告知单（家庭）', audience: 'family', template_version: 2 } as const
    expect(noticeName(slip)).toBe('防范诈骗告知单（家庭）（第 2 版）')
    expect(noticeName({ ...slip, title: '防范诈骗告知单' })).toBe('防范诈骗告知单（家庭，第 2 版）')
  })

  it('says exactly how it was given', () => {
    const slip = { way: 'adult', signer_name: '孙六', signer_relation: 'spouse', completed_at: '2026-11-03T04:00:00Z' } as const
    expect(givenBy(slip, 'family')).toBe('其他成年家属代签：配偶 孙六')
    expect(givenBy({ ...slip, way: 'refused', signer_name: '', completed_at: null }, 'family')).toBe('已当面说明，拒绝签字（没有传齐，告知单不全）')
    expect(givenBy({ ...slip, way: 'signed', signer_relation: 'self' }, 'enterprise')).toBe('本人签字：负责人本人 孙六')
  })
})
