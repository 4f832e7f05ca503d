// How cases read: their time, what was lost, how well a home fits, and what was found.
import { AUDIENCES, type Fraud, FRAUDS } from '@shared/notice'
import { WAYS } from '@shared/ways'
import { dayOf, formatAccuracy, formatCount, formatDay, formatMetres, formatMoment, minuteUp, type Kind, relationsAt, STATES, wordFor } from '@shared/words'
import { idNumberFault } from './idNumber'
import type { Case, CaseHomes, Happening, TracedSlip, TracedVisit } from './records'

export const MATCHED = { open: '待认定', home: '已认定', none: '册上没有' } as const
export const VERDICTS = {
  taught_before: '案发前已宣传',
  not_taught_before: '案发前未宣传到位',
  not_visited: '案发前未上门',
  visited_after: '案发后才上门',
  unclear: '无法判断',
} as const
/** What becomes of a row of a workbook. */
export const ROW_VERDICTS = { new: '新案件', same: '已有', maybe: '可能重复', differs: '不一致', bad: '有误', skipped: '略过' } as const
const STRENGTHS = { strong: '很可能', medium: '有可能', weak: '仅姓名或地址相同' } as const
/** How well a home fits; one that somebody decided on all the same does not, and its reason says why it is there. */
export const strengthWords = (strength: keyof typeof STRENGTHS | null) => strength ? STRENGTHS[strength] : '对不上'

/** The homes that more than a name or an address speaks for. */
export const likelyHomes = ({ items }: Pick<CaseHomes, 'items'>) => items.filter(({ strength }) => strength === 'strong' || strength === 'medium')

/** The home that a case is traced to before one is chosen: the one decided on, else the one offered, else the best; none where none is the victim's. */
export function homeLookedAt(homes: Pick<CaseHomes, 'items' | 'match' | 'preselected'> | null): string | null {
  if (homes?.match) return homes.match.household_id
  return homes?.preselected ?? homes?.items[0]?.household_id ?? null
}

export const ORDERS = { before: '案发前', unclear: '先后说不清', after: '案发后' } as const
export type Order = keyof typeof ORDERS
/** What is said of a slip's seal by where it lies. */
export const SEALED = { before: '', unclear: '（案发期间，说不清先后）', after: '（晚于案发）' } as const
const REGISTERED = { yes: '当时在册', no: '当时不在册', partly: '案发期间有一段在册' } as const
const EXCLUDED = { yes: '当时已剔除，不计入应访户', no: '当时没有剔除', partly: '案发期间有一段在剔除中', unclear: '说不清当时是否还在剔除中' } as const

/** Where a home stood at the case's time, in two phrases. */
export function stoodWords({ registered, excluded }: { registered: keyof typeof REGISTERED, excluded: keyof typeof EXCLUDED }): string[] {
  return registered === 'no' ? [REGISTERED.no] : [REGISTERED[registered], EXCLUDED[excluded]]
}

interface Named { householder: string, title: string | null, address: string }
type Registered = Named & { village_name: string | null, then: Named & { place_name: string } | null }

export const nameOf = ({ title, householder }: Pick<Named, 'title' | 'householder'>): string => title || householder

/** Who was on the register there at the case's time; where nobody was, who is now, and called that. */
export function registeredWords({ then, ...now }: Registered): string {
  if (then) return `案发时登记为 ${then.householder}，${then.place_name} ${then.address}`
  return `现在登记为 ${now.householder}，${now.village_name ?? ''} ${now.address}`
}

interface Counted { campaign_name: string, state: string }

/** How it counted on the case's day, or on its first and its last: a clause for each. */
export function countedWords({ coverage, coverage_last: last }: { coverage: Counted | null, coverage_last: Counted | null }): string[] {
  const days = [[last ? '案发首日' : '当日', coverage], ['案发末日', last]] as const
  return days.flatMap(([day, one]) => one ? [`“${one.campaign_name}”${day}统计为${wordFor(STATES, one.state)}`] : [])
}

type Timed = Pick<Case, 'happened_from' | 'happened_until'>
const minuteOf = (instant: string) => formatMoment(instant).slice(-5)

/** 11月3日 14:05, 11月3日 14:05–15:00, 11月3日（全天）, or from one moment to another. */
export function caseTime({ happened_from: first, happened_until: last }: Timed): string {
  const isOneDay = dayOf(first) === dayOf(last)
  if (first === last) return formatMoment(first)
  const isWhole = minuteOf(first) === '00:00' && minuteOf(last) === '23:59'
  if (isWhole) return isOneDay ? `${formatDay(dayOf(first))}（全天）` : `${formatDay(dayOf(first))}至${formatDay(dayOf(last))}`
  return isOneDay ? `${formatMoment(first)}–${minuteOf(last)}` : `${formatMoment(first)} 至 ${formatMoment(last)}`
}

/** The same, cut where a line may end: never within a moment. */
export const caseTimeParts = (one: Timed): string[] => caseTime(one).split(/ ?(?=至)/)

/** A sentence with the moments in it apart, each at an odd place: no line may end within one. */
export const momentsApart = (words: string): string[] => words.split(/(\d{4}-\d{2}-\d{2} \d{2}:\d{2})/)

/** 1,234.50 元; what nobody knows yet is no nought. */
export function formatLoss(fen: number | null): string {
  if (fen === null) return '不详'
  const [yuan, rest] = [Math.floor(fen / 100), fen % 100]
  return `${formatCount(yuan)}${rest ? `.${String(rest).padStart(2, '0')}` : ''} 元`
}

/** What somebody typed as yuan, in fen; null where that is no amount. */
export function fenOf(yuan: string): number | null {
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(yuan.replace(/[,，\s元]/g, ''))
  return found?.[1] ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}

/** The same the other way round, for a field. */
export function yuanOf(fen: number | null): string {
  return fen === null ? '' : fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100)
}

/** A minute of the county's clocks as a field has it, and as the wire has it. */
export function minuteField(instant: string): string {
  return `${dayOf(instant)} ${minuteOf(instant)}`
}
export function instantOf(field: string): string {
  return `${field.replace(' ', 'T')}:00+08:00`
}

/** A notice by its name and version; whom it speaks to only where its own name does not say so. */
export function noticeName({ title, audience, template_version }: Pick<TracedSlip, 'title' | 'audience' | 'template_version'>): string {
  const whom = AUDIENCES[audience]
  return `${title}（${title.includes(whom) ? '' : `${whom}，`}第 ${template_version} 版）`
}

/** Who gave a slip and how, exactly, at a home of this kind: nobody is said to have signed who did not. */
export function givenBy({ way, signer_name, signer_relation, completed_at }: Pick<TracedSlip, 'way' | 'signer_name' | 'signer_relation' | 'completed_at'>, kind: Kind): string {
  const who = signer_name && `：${signer_relation ? `${wordFor(relationsAt(kind), signer_relation)} ` : ''}${signer_name}`
  return `${WAYS[way].word}${who}${completed_at ? '' : '（没有传齐，告知单不全）'}`
}

/** What somebody typed as a minute, as the form keeps it; null where that is none: 2026-11-03 14:05, 2026/11/3 14:05, 2026年11月3日14时5分. */
export function typedMinute(typed: string): string | null {
  const plain = typed.normalize('NFKC').trim()
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(\d{1,2})[:时点](?:(\d{1,2})分?)?$/.exec(plain)
  if (!found) return null
  const [year, month, day, hour, minute] = found.slice(1).map((part) => (part ?? '0').padStart(2, '0'))
  const said = `${year}-${month}-${day} ${hour}:${minute}`
  const instant = Date.parse(instantOf(said))
  // The 31st of February is the 3rd of March to a browser.
  return !Number.isNaN(instant) && minuteField(new Date(instant).toISOString()) === said ? said : null
}

/** A case as somebody fills it in. */
export interface CaseForm {
  number: string, first: string, last: string, reported: string, fraud: Fraud | '', loss: string, village: string
  victim: string, phone: string, idNumber: string, address: string, note: string, reason: string
}

/** All that is wrong with what was filled in, by field, each in a sentence. */
export function caseFaults(said: CaseForm, isCorrection: boolean, now: string): Partial<Record<keyof CaseForm, string>> {
  const faults: Partial<Record<keyof CaseForm, string>> = {}
  if (!said.victim.trim()) faults.victim = '请填写受害人姓名。'
  if (!said.first.trim()) faults.first = '请填写案发时间；只知道大概的，填起止两个时间。'
  const read = (name: 'first' | 'last' | 'reported') => {
    const minute = said[name].trim() ? typedMinute(said[name]) : ''
    if (minute === null) faults[name] = '认不出来，请写成 2026-11-03 14:05。'
    else if (minute > minuteField(now)) faults[name] = '不能晚于现在。'
    return minute ?? ''
  }
  const [first, last] = [read('first'), read('last')]
  read('reported')
  if (first && last && last < first && !faults.last) faults.last = '比前面的时间还早，请核对。'
  if (!said.fraud) faults.fraud = '请选择类型。'
  if (said.loss.trim() && fenOf(said.loss) === null) faults.loss = '应为数字，单位元，最多两位小数。'
  const idNumber = idNumberFault(said.idNumber)
  if (idNumber) faults.idNumber = idNumber
  if (isCorrection && !said.reason.trim()) faults.reason = '请写明为什么更正。'
  return faults
}

/** When a visit was made, as exactly as is known: between two moments, or by a moment at the latest. */
export function visitTime({ earliest_at, latest_at }: Pick<TracedVisit, 'earliest_at' | 'latest_at'>): string {
  const until = minuteUp(latest_at)
  if (earliest_at === null) return `不晚于 ${formatMoment(until)}`
  const first = formatMoment(earliest_at)
  if (first === formatMoment(latest_at)) return first
  return dayOf(earliest_at) === dayOf(until) ? `${first}–${minuteOf(until)}` : `${first} 至 ${formatMoment(until)}`
}

/** Where its phone was, as far as that is still kept: at the end of its time an exact place goes, and how far it was stays. */
export function placeWords({ place, place_grade }: Pick<TracedVisit, 'place' | 'place_grade'>): string {
  const { distance_m: metres, accuracy_m: accuracy } = place
  if (accuracy !== null) return metres === null ? `有定位（${formatAccuracy(accuracy)}），门牌没有坐标` : `离门牌 ${formatMetres(metres)}（${formatAccuracy(accuracy)}）`
  if (metres !== null) return `当时离门牌 ${formatMetres(metres)}（精确位置已按期删除）`
  return place_grade.reasons.some((reason) => reason.code === 'erased') ? '精确位置已按期删除' : '没有定位'
}

type TakenBack = Pick<TracedVisit, 'withdrawn_at' | 'withdrawn_earliest_at' | 'withdrawn_latest_at'>

/** When a visit was taken back: where that is its phone's own word, between which moments, and when it came. */
export function takenBack({ withdrawn_at: came, withdrawn_earliest_at: earliest_at, withdrawn_latest_at: latest_at }: TakenBack): string {
  if (came === null || latest_at === null) return ''
  if (earliest_at === came && latest_at === came) return formatMoment(came)
  return `${visitTime({ earliest_at, latest_at })} 在手机上（${formatMoment(came)} 上传）`
}

export type Moment = { at: string, order: Order, visit: TracedVisit, happening: null } | { at: string, order: Order, visit: null, happening: Happening }

/** Visits and what became of the home, in one line of time. */
export function lineOf(visits: readonly TracedVisit[], happenings: readonly Happening[]): Moment[] {
  const all: Moment[] = [
    ...happenings.map((one): Moment => ({ at: one.at, order: one.order, visit: null, happening: one })),
    ...visits.map((one): Moment => ({ at: one.visited_at, order: one.order, visit: one, happening: null })),
  ]
  return all.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** The parts of a case that a correction may change, as their history names them. */
export const PARTS: Readonly<Record<string, string>> = {
  number: '立案编号',
  happened_from: '案发时间（起）',
  happened_until: '案发时间（止）',
  reported_at: '报案时间',
  fraud: '类型',
  loss_fen: '损失金额',
  division_name: '村（社区）',
  victim: '受害人',
  phone: '电话',
  id_number: '身份证号',
  address: '地址',
  note: '备注',
}

/** What a part of a case was before a correction. */
export function wasWords(part: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '空'
  if (part === 'loss_fen') return formatLoss(Number(value))
  if (part.endsWith('_at') || part.startsWith('happened')) return formatMoment(String(value))
  if (part === 'fraud') return FRAUDS[value as Fraud] ?? String(value)
  return String(value)
}
