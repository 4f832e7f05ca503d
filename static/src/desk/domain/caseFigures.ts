// Case figures in words: what changed, what a loss is, and what the comparisons say and do not say.
import { FRAUDS } from '@shared/notice'
import { formatCount, formatDay, formatRate, wordFor } from '@shared/words'
import { dayAfter } from './days'
import { levelOf, shortName } from './divisions'
import type { Dots, Picture } from './picture'
import type { CaseBase, CaseFigures, CaseLine, CaseTally, Comparison, Fall, Goals, Ratio } from './records'

/** 1,234.50 元 · 12.35 万元. */
export function formatLoss(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—'
  const yuan = Math.abs(fen) / 100
  const sign = fen < 0 ? '−' : ''
  if (yuan >= 10_000) return `${sign}${(yuan / 10_000).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} 万元`
  const places = fen % 100 ? 2 : 0
  return `${sign}${yuan.toLocaleString('zh-CN', { minimumFractionDigits: places, maximumFractionDigits: places })} 元`
}

/** With one place after the point; of a hundred and more no place tells anything. */
export function formatPercent(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return '—'
  const size = Math.abs(percent)
  const written = size >= 100 ? formatCount(Math.round(size)) : size.toFixed(1)
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${written}%`
}

/** +3（+50.0%）; of nothing there is no per cent, and of what is not known there is nothing at all. */
export function changeOf(base: CaseBase | null, what: 'cases' | 'loss'): string {
  const change = what === 'cases' ? base?.cases_change : base?.loss_change
  if (!base) return '—'
  // Of losses that are not all known: one more could turn it round.
  if (change === null || change === undefined) return '不能确定'
  const percent = what === 'cases' ? base.cases_percent : base.loss_percent
  if (change === 0) return '持平'
  const written = what === 'cases' ? formatCount(Math.abs(change)) : formatLoss(Math.abs(change))
  return `${change > 0 ? '+' : '−'}${written}（${formatPercent(percent)}）`
}

/** Why there is no comparison, or what it is held against. */
export function baseWords(tally: CaseTally, which: 'previous' | 'year_ago', since: string | null): string {
  const base = tally[which]
  if (base) return `${formatDay(base.first)}—${formatDay(base.last)}：${formatCount(base.cases)} 起，${lossWords(base)}`
  if (!since) return '还没有登记案件'
  // Cases were taken in then, and yet there is no such time: a 53rd week.
  if (which === 'year_ago' && since <= dayAfter(tally.first, -371)) return '去年没有这一周（第 53 周）'
  return which === 'year_ago' ? `去年同期没有数据：案件从 ${formatDay(since)}起登记` : `前一期没有数据：案件从 ${formatDay(since)}起登记`
}

/** A loss, with how many cases are not in it. */
export function lossWords({ loss_fen, loss_unknown, cases }: Pick<CaseTally, 'loss_fen' | 'loss_unknown' | 'cases'>): string {
  if (isUnknown({ loss_unknown, cases })) return '损失都还不清楚'
  return loss_unknown ? `损失 ${formatLoss(loss_fen)}，另 ${formatCount(loss_unknown)} 起不清楚` : `损失 ${formatLoss(loss_fen)}`
}

/** Of which nobody knows anything: that is no loss of nought. */
function isUnknown({ loss_unknown, cases }: Pick<CaseTally, 'loss_unknown' | 'cases'>): boolean {
  return cases > 0 && loss_unknown === cases
}

/** The loss for a table, and how many cases are not in it. */
export function lossCell(tally: Pick<CaseTally, 'loss_fen' | 'loss_unknown' | 'cases'>): { loss: string, more: string } {
  const more = tally.loss_unknown ? `${formatCount(tally.loss_unknown)} 起不清楚` : ''
  return { loss: isUnknown(tally) ? '' : formatLoss(tally.loss_fen), more }
}

/** The share in uncovered homes, and of how many. */
export function shareWords(tally: CaseTally): string {
  const certain = tally.uncovered + tally.covered
  // Not cut as coverage is: a share of the uncovered that is cut would flatter.
  return certain ? `${(100 * (tally.uncovered_share ?? 0)).toFixed(1)}%（${formatCount(tally.uncovered)}／${formatCount(certain)}）` : '—'
}

/** What goes into no share, in words; all of it with the share's cases is every case. */
export function besides(tally: Pick<CaseTally, 'open' | 'none' | 'unclear' | 'excluded' | 'unregistered' | 'before'>): string[] {
  const parts: [number, string][] = [
    [tally.open, '还没有认定是哪一户'], [tally.none, '认定名册上没有对应的住户'], [tally.unclear, '分不清在覆盖之前还是之后'],
    [tally.excluded, '当时已剔除'], [tally.unregistered, '当时还没有登记'], [tally.before, '在行动开始之前'],
  ]
  return parts.filter(([count]) => count > 0).map(([count, words]) => `${formatCount(count)} 起${words}`)
}

export const WEEKS = [1, 4, 8, 12, 26, 52] as const

/** Cases of each week, and of the same week a year before. */
export function pictureOf({ weeks }: CaseFigures): Picture {
  return {
    days: weeks.map((week) => week.first),
    heading: '周（从周一起）',
    lines: [
      { name: '发案', points: weeks.map((week) => week.cases), look: 'strong' },
      { name: '去年同周', points: weeks.map((week) => week.year_ago?.cases ?? null), look: 'quiet' },
    ],
    format: formatCount,
  }
}

/** 11月16日—22日. */
export function weekWords({ first, last }: Pick<CaseTally, 'first' | 'last'>): string {
  const end = first.slice(0, 7) === last.slice(0, 7) ? `${Number(last.slice(8))}日` : formatDay(last)
  return first === last ? formatDay(first) : `${formatDay(first)}—${end}`
}

/** Whether a week is not over, so that it is held against as many days. */
export function isCut({ first, last }: Pick<CaseTally, 'first' | 'last'>): boolean {
  return last < dayAfter(first, 6)
}

export type CaseKey = 'cases' | 'previous' | 'year_ago' | 'loss_fen' | 'uncovered_share' | 'open'

function valueOf(line: CaseLine, key: CaseKey): number | null {
  if (key === 'previous' || key === 'year_ago') return line[key]?.cases_change ?? null
  return line[key]
}

/** A place's name; of a grid its village's before it, where the page does not say which. */
export function placeName(line: Pick<CaseLine, 'name' | 'village_name'>, scope: string): string {
  return line.village_name && levelOf(scope) !== 'village' ? `${shortName(line.village_name)} ${line.name}` : shortName(line.name)
}

/** Why cases are in no grid; together they are all of those. */
export function noGridWords(figures: CaseFigures): string[] {
  const why = figures.no_grid
  if (!why) return []
  const parts: [number, string][] = [
    [why.open, '还没有认定是哪一户'], [why.none, '认定名册上没有对应的住户'], [why.unregistered, '住户案发时不在名册'],
    [why.moved, '住户案发前后迁过网格'], [why.elsewhere, '住户当时不在案件登记的地方'],
  ]
  return parts.filter(([count]) => count > 0).map(([count, words]) => `${formatCount(count)} 起${words}`)
}

/** The lines in an order; those without the figure come last either way. */
export function sortLines(lines: readonly CaseLine[], key: CaseKey, descending: boolean): CaseLine[] {
  const sign = descending ? -1 : 1
  return [...lines].sort((a, b) => {
    const [left, right] = [valueOf(a, key), valueOf(b, key)]
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a.code.localeCompare(b.code)
    return (left - right) * sign || a.code.localeCompare(b.code)
  })
}

/** Which days 两降 holds against which, or that it cannot. */
export function yearsWords({ now, then, since }: Goals): string {
  if (!then) {
    return since ? `去年没有案件数据（从 ${formatDay(since)}起才登记），今年升降比不了。补录去年的案件后这里会自己算出来。` : '还没有登记案件，升降比不了。'
  }
  const whole = now.first.endsWith('-01-01')
  const from = whole ? '' : `去年的案件从 ${formatDay(then.first)}起才有登记，所以两年都从同一天算起。`
  return `${from}${formatDay(now.first)}—${formatDay(now.last)}，和 ${formatDay(then.first)}—${formatDay(then.last)}比。`
}

/** 比去年少 20.0%; the goal beside it. */
export function fallWords({ percent, then, now }: Fall): string {
  if (then === null || now === null) return '比不了'
  if (percent === null) return now === 0 ? '两年都没有' : '去年没有，算不出百分比'
  if (percent === 0) return '持平'
  return `${percent < 0 ? '下降' : '上升'} ${(Math.round(Math.abs(percent) * 10) / 10).toFixed(1)}%`
}

export function goalWords(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return '未定'
  return percent === 0 ? '不上升' : `下降 ${percent}%`
}

/** Whether a goal is met; where a loss that nobody knows yet could turn it, that cannot be told. */
export function metWords(isMet: boolean | null, percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return ''
  if (isMet === null) return '不能确定'
  return isMet ? '达到' : '没有达到'
}

export type Tone = 'none' | 'told'
export interface Said { tone: Tone, words: string }

/** How many times as much, as the sentence and the table beside it both write it. */
export function times(value: number | null): string {
  if (value === null) return '说不准多少'
  return value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)
}

function between({ low, high }: Pick<Ratio, 'low' | 'high'>): string {
  return high === null ? `最低 ${times(low)} 倍，最高说不准` : `${times(low)}—${times(high)} 倍`
}

/** Homes before and after they were covered, in words that a chief of police takes in at once. */
export function homesSentence({ homes }: Comparison): Said {
  const { verdict, value, low, high, cases } = homes.by_week
  if (verdict === 'too_few') {
    return { tone: 'none', words: `太少，看不出来：能拿来比的案件只有 ${cases} 起，至少要 ${homes.fewest_cases} 起。再少，多一起少一起结论就会反过来。` }
  }
  const how = value === null ? '发案全在已覆盖的家庭' : value === 0 ? '发案全在未覆盖的家庭' : `已覆盖的家庭发案大约是未覆盖的 ${times(value)} 倍`
  const range = `95% 的把握在 ${between({ low, high })}之间`
  if (verdict === 'unclear') return { tone: 'none', words: `差别说不准：同一周里比，${how}，${range}。区间里有 1 倍（一样多），不能说有用，也不能说没用。` }
  const more = verdict === 'fewer' ? '较少' : '反而较多'
  return { tone: 'told', words: `已覆盖的家庭发案${more}：同一周里比，${how}，${range}。` }
}

/** Village against village. */
export function villagesSentence({ villages }: Comparison): Said {
  const { verdict, value, low, high } = villages
  const spread = Math.round(villages.least_spread * 100)
  if (verdict === 'too_few_villages') return { tone: 'none', words: `太少，看不出来：至少要 ${villages.fewest_villages} 个有住户的村。村少了，一两个村就能把结论拉歪。` }
  if (verdict === 'too_few_cases') return { tone: 'none', words: `太少，看不出来：行动以来各村发案合计不到 ${villages.fewest_cases} 起，多数村是 0，比不出高低。` }
  if (verdict === 'too_alike') return { tone: 'none', words: `看不出来：各村平均覆盖率相差不到 ${spread} 个百分点，没有高低可比。` }
  const line = `平均覆盖率每高 10 个百分点，每千户发案大约变成 ${times(value)} 倍（95% 的把握在 ${between({ low, high })}之间）`
  if ((low ?? 0) <= 1 && (high ?? 2) >= 1) return { tone: 'none', words: `看不出关系：${line}，区间里有 1 倍（不变）。` }
  return { tone: 'told', words: `覆盖率高的村发案${(high ?? 2) < 1 ? '较少' : '反而较多'}：${line}。` }
}

/** What neither comparison can know. */
export const CAUTIONS: readonly string[] = [
  '有关联不等于是宣传带来的：先敲开门的家庭，和一直没人应门、不愿开门的家庭，可能本来就不一样。',
  '宣传过的家庭可能更愿意报案，也可能更会识破，两样在这里分不开。',
  '家庭与家庭比，只比已认定住户的案件；没有认定的、分不清先后的不在两边，数目写在上面。认定得越全，越说明问题。村与村比，用的是各村登记的全部案件，没有认定住户的也在里面。',
  '覆盖从服务器收齐走访和告知单的那天算起；案发那天正好变化的，两边都不算。个别走访上传晚了的，以案件页的倒查为准。',
  '案件少，区间就宽；区间比倍数本身更要紧。“95% 的把握”是说：同样的情形反复多次，每 100 次里约有 95 次，真实的倍数落在这样算出的区间里。',
]

/** The sorts of fraud, the most frequent first. */
export function fraudsOf({ frauds }: CaseTally): { name: string, cases: number }[] {
  return Object.entries(frauds)
    .map(([word, cases]) => ({ name: wordFor(FRAUDS, word), cases }))
    .sort((a, b) => b.cases - a.cases || a.name.localeCompare(b.name, 'zh-CN'))
}

/** Every village that has homes, by its mean coverage and its cases per thousand homes. */
export function dotsOf({ villages }: Comparison): Dots {
  const some = villages.items.filter((one) => one.mean_coverage !== null && one.per_1000 !== null)
  const largest = Math.max(1, ...some.map((one) => one.registered))
  return {
    across: '行动以来平均覆盖率', up: '行动以来每千户发案（起）',
    dots: some.map((one) => ({
      x: (one.mean_coverage ?? 0) * 100, y: one.per_1000 ?? 0, size: one.registered / largest,
      words: `${shortName(one.name)}\n${formatCount(one.cases)} 起，登记 ${formatCount(one.registered)} 户\n每千户 ${(one.per_1000 ?? 0).toFixed(2)} 起（95% 的把握在 ${(one.low ?? 0).toFixed(2)}—${(one.high ?? 0).toFixed(2)}）\n平均覆盖率 ${formatRate(one.mean_coverage)}`,
    })),
  }
}
