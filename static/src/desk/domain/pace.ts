// Pace in words: how many doors a day are needed, whether the deadline will be met, and the picture of both.
import { formatCount, formatDay, PHASES } from '@shared/words'
import { dayAfter, daysFrom } from './days'
import type { Picture } from './picture'
import type { Pace, PaceFigures, PaceLine } from './records'

export type Tone = 'done' | 'good' | 'unsure' | 'late' | 'none'
export interface Said { tone: Tone, words: string }

/** Doors a day on the last days that are over, with one place after the point. */
export function recentADay({ recent, recent_days }: Pick<PaceFigures, 'recent' | 'recent_days'>): number {
  return recent_days ? Math.round((recent / recent_days) * 10) / 10 : 0
}

/** Doors a day as they are written: of few, a tenth tells; of many, none does. */
export function aDayWords(doors: number): string {
  return doors >= 100 ? formatCount(Math.round(doors)) : doors.toFixed(1)
}

/** How many doors a day the last days fell short of what is needed from now on. */
export function shortADay(figures: PaceFigures): number {
  return figures.needed_a_day === null ? 0 : Math.max(0, Math.round((figures.needed_a_day - recentADay(figures)) * 10) / 10)
}

export interface Need { before: string, number: string, after: string }

/** The largest thing on the page. */
export function needWords(figures: PaceFigures, deadline: string): Need {
  const words = (after: string) => ({ before: '', number: '', after })
  if (figures.verdict === 'no_target') return words('无应访户')
  if (figures.left === 0) return words('已达到目标')
  if (figures.needed_a_day !== null) return { before: '每天', number: formatCount(figures.needed_a_day), after: '户，才能按期完成' }
  return { before: '还差', number: formatCount(figures.left), after: `户，${formatDay(deadline)}的期限已过` }
}

/** When it will be done, in a word for a table. */
export function forecastWords(figures: PaceFigures): string {
  switch (figures.verdict) {
    case 'done': return '已完成'
    case 'no_target': return '—'
    case 'told': return range(figures)
    case 'beyond': return `${formatDay(figures.sees_until)}以后`
    default: return '还说不准'
  }
}

function range({ earliest_on, latest_on }: PaceFigures): string {
  if (!latest_on) return `最早 ${formatDay(earliest_on)}`
  return earliest_on === latest_on ? formatDay(latest_on) : `${formatDay(earliest_on)}—${formatDay(latest_on)}`
}

/** Against the deadline, in a word for a table. */
export function lateness(figures: PaceFigures, deadline: string): Said {
  if (figures.verdict === 'done') return { tone: 'done', words: '已完成' }
  if (figures.verdict === 'beyond') {
    const late = daysFrom(deadline, figures.sees_until ?? deadline)
    return late >= 0 ? { tone: 'late', words: `至少晚 ${late + 1} 天` } : { tone: 'unsure', words: '多半赶不上' }
  }
  if (figures.verdict !== 'told' || !figures.earliest_on) return { tone: 'none', words: '—' }
  const first = daysFrom(deadline, figures.earliest_on)
  if (!figures.latest_on) return first > 0 ? { tone: 'late', words: `至少晚 ${first} 天` } : { tone: 'unsure', words: '可能晚，晚多少说不准' }
  const last = daysFrom(deadline, figures.latest_on)
  if (first > 0) return { tone: 'late', words: `晚 ${days(first, last)}` }
  if (last <= 0) return { tone: 'good', words: last === 0 && first === 0 ? '正好赶上' : `早 ${days(-last, -first)}` }
  return { tone: 'unsure', words: `可能晚，多则 ${last} 天` }
}

function days(from: number, to: number): string {
  return from === to ? `${from} 天` : `${from}—${to} 天`
}

/** The whole sentence: what the last weeks say, and what they do not. */
export function forecastSentence(figures: PaceFigures, deadline: string): Said {
  const { verdict, weeks } = figures
  const late = lateness(figures, deadline)
  const since = `照最近${weeksInWords(weeks)}的进度，`
  switch (verdict) {
    case 'done': return { tone: 'done', words: '目标已经达到。' }
    case 'no_target': return { tone: 'none', words: '这里没有要走访的户。' }
    case 'too_short': return { tone: 'none', words: '哪天完成还说不准：有走访的日子不满两个整周，满了才预计。' }
    case 'too_few': return { tone: 'none', words: '哪天完成还说不准：最近覆盖的户太少，看不出快慢。' }
    case 'beyond': return { tone: late.tone, words: `${since}${formatDay(figures.sees_until)}以前完不成；再往后的说不准。` }
  }
  const when = figures.latest_on
    ? `预计 ${range(figures)}完成`
    : `预计最早 ${formatDay(figures.earliest_on)}完成，最晚到哪天说不准`
  return { tone: late.tone, words: `${since}${when}，${againstDeadline(late, figures, deadline)}。` }
}

function againstDeadline(late: Said, figures: PaceFigures, deadline: string): string {
  if (late.tone === 'late') return `比期限${late.words}`
  if (late.tone === 'good') return late.words === '正好赶上' ? '正好赶上期限' : `比期限${late.words}`
  const unsure = `能不能赶上 ${formatDay(deadline)}的期限没有把握`
  return figures.latest_on ? `${unsure}，多则晚 ${daysFrom(deadline, figures.latest_on)} 天` : unsure
}

/** Why it is not sure although as many doors a day are done as are needed; nothing where that needs no word. */
export function whyUnsure(figures: PaceFigures, deadline: string): string {
  const isEnough = figures.needed_a_day !== null && figures.needed_a_day <= recentADay(figures)
  if (!isEnough || forecastSentence(figures, deadline).tone !== 'unsure') return ''
  return '按最近的平均每天的户数是够的。没有把握，是因为最后剩下的户往往敲不开门，越到后来越慢；前几周快慢不匀，也算在里面。'
}

function weeksInWords(weeks: number): string {
  return `${['零', '一', '两', '三', '四', '五', '六'][weeks] ?? weeks}周`
}

// Beyond this many days after the deadline a picture would be all future.
const SHOWN_AFTER = 45

/** The picture: done so far, what would be needed, and the range of what may come. */
export function pictureOf(pace: Pace): Picture {
  const { total, deadline_on: deadline, basis_on: basis } = pace
  const last = endOf(pace)
  const start = pace.days[0]?.on ?? pace.on
  const count = daysFrom(start, last) + 1
  const days = Array.from({ length: Math.max(count, 1) }, (_, at) => dayAfter(start, at))
  const done = new Map(pace.days.map((day) => [day.on, day.covered]))
  const ahead = new Map(pace.ahead.map((day) => [day.on, day]))
  const from = done.get(basis) ?? null
  const at = (name: 'low' | 'middle' | 'high') => days.map((day) => (day === basis && ahead.size ? from : ahead.get(day)?.[name] ?? null))
  return {
    days,
    lines: [
      { name: '已覆盖', points: days.map((day) => done.get(day) ?? null), look: 'strong' },
      ...(total.needed_a_day === null || from === null ? [] : [{ name: '按期需要', points: needed(days, basis, deadline, [from, total.goal]), look: 'quiet' as const }]),
      ...(ahead.size ? [{ name: '预计（居中）', points: untilReached(at('middle'), total.goal), look: 'guess' as const }] : []),
    ],
    fan: ahead.size ? { name: '可能的范围', low: at('low'), high: at('high') } : null,
    bands: bandsOf(pace, start, last),
    marks: deadline >= start && deadline <= last ? [{ name: `期限 ${formatDay(deadline)}`, on: deadline }] : [],
    level: total.goal ? { name: `目标 ${formatCount(total.goal)} 户`, value: total.goal } : null,
    format: (value) => formatCount(Math.round(value)),
  }
}

/** A line that has arrived says no more. */
function untilReached(points: (number | null)[], goal: number): (number | null)[] {
  const arrives = points.findIndex((point) => point !== null && point >= goal)
  return arrives < 0 ? points : points.map((point, at) => (at > arrives ? null : point))
}

/** Where the picture ends; the sentence beside it says what comes later. */
export function endOf({ deadline_on: deadline, ahead, on }: Pace): string {
  const furthest = [deadline, on, ahead.at(-1)?.on ?? on].sort().at(-1) ?? on
  const most = [dayAfter(deadline, SHOWN_AFTER), on].sort().at(-1) ?? on
  return furthest < most ? furthest : most
}

function needed(days: readonly string[], from: string, to: string, [start, goal]: [number, number]): (number | null)[] {
  const span = daysFrom(from, to)
  return days.map((day) => (day < from || day > to ? null : start + (goal - start) * (daysFrom(from, day) / span)))
}

function bandsOf({ phases }: Pace, start: string, last: string) {
  return phases
    .map(({ phase, from_on, last_on }) => ({
      name: PHASES[phase],
      from: from_on < start ? start : from_on,
      // Neighbours share the day on which one ends and the next begins.
      to: last_on && dayAfter(last_on, 1) < last ? dayAfter(last_on, 1) : last,
    }))
    .filter(({ from, to }) => from < to && from < last)
}

export type PaceKey = 'short' | 'left' | 'needed_a_day' | 'recent' | 'expected'

/** Worst first where that is asked for; who falls short by as much stands in the order of codes. */
export function sortLines(lines: readonly PaceLine[], key: PaceKey, descending: boolean): PaceLine[] {
  const sign = descending ? -1 : 1
  const value = (line: PaceLine): number | null => {
    if (key === 'short') return shortADay(line)
    if (key === 'recent') return recentADay(line)
    if (key === 'expected') return expectedRank(line)
    return line[key]
  }
  return [...lines].sort((a, b) => {
    const [left, right] = [value(a), value(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a.code.localeCompare(b.code)
    return (left - right) * sign || b.left - a.left || a.code.localeCompare(b.code)
  })
}

/** Done is earliest of all, beyond what can be seen is latest; what cannot be told has no place in the order. */
function expectedRank(line: PaceLine): number | null {
  if (line.verdict === 'done') return 0
  if (line.verdict === 'beyond') return Number.MAX_SAFE_INTEGER
  const day = line.expected_on ?? line.earliest_on
  return day ? Date.parse(day) : null
}
