// The sheet for the wall: what stands on it, in words. Places and their figures only; where single doors are is nobody's on a wall.
import { formatCount, formatDay, formatFullDay, formatMoment, formatRate, gapWords, KINDS, ROLES } from '@shared/words'
import { shortName } from './divisions'
import { FURTHEST_BEHIND, identity, sortRows } from './figures'
import type { Campaign, Coverage, Figures, Kind, User } from './records'

export interface SheetRow { name: string, gap: string, rate: string }
export interface Sheet {
  title: string, day: string, about: string, gap: string, rates: string[], identity: string, rows: SheetRow[], rest: string, foot: string
}
export interface Asked { place: string, kind: Kind | '', coverage: Coverage, campaign: Campaign | null, user: User, now: Date, base: string }

/** As many places as stand beside the map; how many more there are is said. */
const MOST_ROWS = 24

export const PAPERS = { a4: 'A4', a3: 'A3' } as const
export type Paper = keyof typeof PAPERS

export function sheetOf({ place, kind, coverage, campaign, user, now, base }: Asked): Sheet {
  const { total } = coverage
  return {
    title: `${place}反诈入户宣传覆盖情况`,
    day: `截至 ${formatFullDay(coverage.on)}`,
    about: [campaign && `${campaign.name}，${formatDay(campaign.deadline_on)}截止，目标 ${campaign.target_percent}%`, kind && `只含${KINDS[kind]}`]
      .filter(Boolean).join('；'),
    gap: gapWords(total.target, total.uncovered),
    rates: ratesOf(total),
    identity: identity(total),
    ...rowsOf(coverage),
    foot: `${whoIs(user)} ${formatMoment(now)} 制；只含各地合计，没有任何一户的位置和信息${base && `；底图：${base}`}`,
  }
}

/** The places below, furthest behind in doors first. */
function rowsOf({ items }: Coverage): Pick<Sheet, 'rows' | 'rest'> {
  const rows = sortRows(items, FURTHEST_BEHIND)
    .map(({ name, target, uncovered, rate }) => ({ name: shortName(name), gap: gapWords(target, uncovered), rate: formatRate(rate) }))
  const more = rows.length - MOST_ROWS
  return { rows: rows.slice(0, MOST_ROWS), rest: more > 0 ? `另有 ${formatCount(more)} 个差得更少的没有列出` : '' }
}

function whoIs({ name, role }: User): string {
  return ROLES[role] === name ? name : `${name}（${ROLES[role]}）`
}

function ratesOf({ rate, raw_rate, official, official_rate, target }: Figures): string[] {
  return [
    `应访 ${formatCount(target)} 户`, `覆盖率 ${formatRate(rate)}`, `按登记户 ${formatRate(raw_rate)}`,
    ...official ? [`按官方 ${formatCount(official)} 户 ${formatRate(official_rate)}`] : [],
  ]
}

export function fileNameOf(sheet: Sheet, on: string): string {
  return `${sheet.title} ${on}.png`
}
