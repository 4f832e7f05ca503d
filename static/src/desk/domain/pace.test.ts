// What the pace page says: how much a day, when, and against the deadline, and never more than is known.
import { describe, expect, it } from 'vitest'
import { endOf, forecastSentence, forecastWords, lateness, needWords, pictureOf, recentADay, shortADay, sortLines, whyUnsure } from './pace'
import type { Pace, PaceFigures, PaceLine } from './records'

const FIGURES: PaceFigures = {
  registered: 130, excluded: 10, uncovered: 60, target: 120, goal: 120, covered: 60, left: 60, today: 2, needed_a_day: 3, recent_days: 14,
  recent: 35, verdict: 'told', earliest_on: '2026-12-20', expected_on: '2026-12-24', latest_on: '2026-12-28', sees_until: '2027-01-10', weeks: 2,
}
const DEADLINE = '2026-12-15'
const with_ = (change: Partial<PaceFigures>): PaceFigures => ({ ...FIGURES, ...change })

describe('when it will be done', () => {
  it('is a range, held against the deadline', () => {
    expect(forecastSentence(FIGURES, DEADLINE)).toEqual({
      tone: 'late', words: '照最近两周的进度，预计 12月20日—12月28日完成，比期限晚 5—13 天。',
    })
    expect(forecastSentence(FIGURES, '2026-12-31').words).toContain('比期限早 3—11 天')
    expect(forecastSentence(FIGURES, '2026-12-24')).toMatchObject({ tone: 'unsure' })
    expect(forecastSentence(FIGURES, '2026-12-24').words).toContain('没有把握，多则晚 4 天')
  })

  it('says why it is not sure although enough is done a day', () => {
    const enough = with_({ recent: 140 })
    expect(whyUnsure(enough, '2026-12-24')).toContain('敲不开门')
    expect(whyUnsure(FIGURES, '2026-12-24')).toBe('')
    expect(whyUnsure(enough, '2026-12-31')).toBe('')
  })

  it('has no end where none can be seen', () => {
    const open = with_({ latest_on: null })
    expect(forecastSentence(open, DEADLINE).words).toBe('照最近两周的进度，预计最早 12月20日完成，最晚到哪天说不准，比期限至少晚 5 天。')
    expect(lateness(open, '2026-12-30').words).toBe('可能晚，晚多少说不准')
    expect(forecastWords(open)).toBe('最早 12月20日')
  })

  it('is no day at all where that lies beyond what can be seen', () => {
    const beyond = with_({ verdict: 'beyond', earliest_on: null, expected_on: null, latest_on: null })
    expect(forecastSentence(beyond, DEADLINE)).toEqual({ tone: 'late', words: '照最近两周的进度，2027年1月10日以前完不成；再往后的说不准。' })
    expect(lateness(beyond, DEADLINE).words).toBe('至少晚 27 天')
    expect(lateness(beyond, '2027-02-01')).toEqual({ tone: 'unsure', words: '多半赶不上' })
  })

  it('is not told from too little', () => {
    const none = { earliest_on: null, expected_on: null, latest_on: null, sees_until: null }
    for (const verdict of ['too_short', 'too_few'] as const) {
      expect(forecastSentence(with_({ verdict, ...none }), DEADLINE).words).toContain('说不准')
      expect(forecastWords(with_({ verdict, ...none }))).toBe('还说不准')
      expect(lateness(with_({ verdict, ...none }), DEADLINE).words).toBe('—')
    }
    expect(forecastWords(with_({ verdict: 'done', left: 0, ...none }))).toBe('已完成')
  })
})

describe('how much a day', () => {
  it('is needed until the deadline, and is said otherwise once that is over', () => {
    expect(needWords(FIGURES, DEADLINE)).toEqual({ before: '每天', number: '3', after: '户，才能按期完成' })
    expect(needWords(with_({ needed_a_day: null }), DEADLINE)).toEqual({ before: '还差', number: '60', after: '户，12月15日的期限已过' })
    expect(needWords(with_({ needed_a_day: null, left: 0 }), DEADLINE).after).toBe('已达到目标')
    expect(needWords(with_({ needed_a_day: null, verdict: 'no_target' }), DEADLINE).after).toBe('无应访户')
  })

  it('was done lately, and falls short by so much', () => {
    expect([recentADay(FIGURES), shortADay(FIGURES)]).toEqual([2.5, 0.5])
    expect(recentADay(with_({ recent_days: 0, recent: 0 }))).toBe(0)
    expect(shortADay(with_({ needed_a_day: 2 }))).toBe(0)
  })
})

const line = (code: string, change: Partial<PaceFigures>): PaceLine => ({ ...with_(change), code, name: code, crew: [], grids: [], by_crew: null })

describe('the places', () => {
  const lines = [line('1', { recent: 42 }), line('2', { recent: 0 }), line('3', { verdict: 'done', left: 0, needed_a_day: null })]

  it('stand with the one that falls short by most first', () => {
    expect(sortLines(lines, 'short', true).map(({ code }) => code)).toEqual(['2', '1', '3'])
  })

  it('stand in the order of their days, those that cannot be told last', () => {
    const more = [...lines, line('4', { verdict: 'too_few', expected_on: null, earliest_on: null }), line('5', { verdict: 'beyond' })]
    expect(sortLines(more, 'expected', false).map(({ code }) => code)).toEqual(['3', '1', '2', '5', '4'])
    expect(sortLines(more, 'expected', true).map(({ code }) => code)).toEqual(['5', '1', '2', '3', '4'])
  })
})

const PACE: Pace = {
  on: '2026-12-03', basis_on: '2026-12-02', campaign_id: 'c', starts_on: '2026-12-01', deadline_on: '2026-12-06', target_percent: 100, days_left: 4,
  phases: [
    { phase: 'preparation', from_on: '2026-12-01', last_on: '2026-12-01' }, { phase: 'drive', from_on: '2026-12-02', last_on: '2026-12-06' },
    { phase: 'assessment', from_on: '2026-12-07', last_on: null },
  ],
  total: with_({ goal: 100, covered: 60 }),
  days: [{ on: '2026-12-01', covered: 20 }, { on: '2026-12-02', covered: 58 }, { on: '2026-12-03', covered: 60 }],
  ahead: [3, 4, 5, 6, 7].map((day) => ({ on: `2026-12-0${day}`, low: 58 + day, middle: day > 4 ? 100 : 80, high: 100 })),
  items: [],
}

describe('the picture', () => {
  it('goes on from the last day that is over to the deadline and to the goal', () => {
    const { days, lines, fan, marks, level } = pictureOf(PACE)

    expect(days).toEqual(['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07'])
    expect(lines.map(({ name, points }) => [name, points])).toEqual([
      ['已覆盖', [20, 58, 60, null, null, null, null]],
      ['按期需要', [null, 58, 68.5, 79, 89.5, 100, null]],
      ['预计（居中）', [null, 58, 80, 80, 100, null, null]],
    ])
    expect(fan?.low).toEqual([null, 58, 61, 62, 63, 64, 65])
    expect([marks?.[0]?.on, level?.value]).toEqual(['2026-12-06', 100])
  })

  it('has its phases side by side, and none that it does not reach', () => {
    expect(pictureOf(PACE).bands).toEqual([
      { name: '筹备', from: '2026-12-01', to: '2026-12-02' }, { name: '集中', from: '2026-12-02', to: '2026-12-07' },
    ])
  })

  it('says where it ends when more could be drawn', () => {
    const far = { ...PACE, ahead: [{ on: '2027-03-01', low: 1, middle: 1, high: 1 }] }
    expect(endOf(PACE)).toBe('2026-12-07')
    expect(endOf(far)).toBe('2027-01-20')
  })

  it('promises nothing where nothing is known', () => {
    const { lines, fan } = pictureOf({ ...PACE, ahead: [] })
    expect(lines.map(({ name }) => name)).toEqual(['已覆盖', '按期需要'])
    expect(fan).toBeNull()
  })
})
