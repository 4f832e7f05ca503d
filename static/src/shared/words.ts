// Every Chinese label both apps share, and how days, numbers and distances are written.

export const OUTCOMES = {
  taught: '已宣传',
  no_answer: '无人',
  refused: '拒绝',
  moved: '已迁走',
  vacant: '空户',
} as const
export type Outcome = keyof typeof OUTCOMES

export const KINDS = { family: '家庭户', merchant: '商户', enterprise: '企业' } as const
export type Kind = keyof typeof KINDS

export const STATES = { uncovered: '未覆盖', covered: '已覆盖', excluded: '已剔除' } as const
export type CoverState = keyof typeof STATES

export const EXCLUSION_REASONS = {
  vacant: '空户',
  registered_only: '空挂户',
  away: '外出',
  lives_elsewhere: '人户分离',
  demolished: '拆迁',
  moved_out: '迁出',
} as const
export type ExclusionReason = keyof typeof EXCLUSION_REASONS

/** What somebody needs whole numbers for; it goes into the audit log. */
export const REVEAL_REASONS = {
  call_ahead: '预约上门',
  verify_visit: '回访核实',
  check_register: '核对登记',
  case: '案件倒查',
  inspection: '上级检查抽查',
  asked_by_person: '本人要求',
} as const

/** Why a worker takes back a visit of their own. */
export const WITHDRAWAL_REASONS = {
  undone: '刚保存就撤销',
  wrong_door: '记错了户',
  wrong_outcome: '结果选错了',
  wrong_signer: '签名的人不对',
  twice: '重复登记',
} as const
export type WithdrawalReason = keyof typeof WITHDRAWAL_REASONS

/** Who vouches for an exclusion. */
export const WITNESS_ROLES = { neighbour: '邻居', cadre: '村（居）干部' } as const
export type WitnessRole = keyof typeof WITNESS_ROLES

export const EXCLUSION_STATES = {
  requested: '待审批',
  approved: '已批准',
  refused: '已驳回',
  withdrawn: '已撤回',
  ended: '已结束',
  expired: '已到期',
} as const

const RELATIONS = {
  self: '本人',
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  relative: '其他亲属',
  staff: '员工',
  other: '其他',
} as const
export type Relation = keyof typeof RELATIONS
/** Who stands first in the register: nobody is 户主 of a shop. */
export const HEADS: Readonly<Record<Kind, string>> = { family: '户主', merchant: '经营者', enterprise: '负责人' }

/** What a signer is to the home, the shop or the firm; `null` where nothing says which of them it is. */
export const relationsAt = (kind: Kind | null): Record<Relation, string> => ({ ...RELATIONS, self: `${kind ? HEADS[kind] : ''}${RELATIONS.self}` })

export const VISIT_STATUSES = { accepted: '已确认', needs_review: '待核对', refused: '未采纳' } as const

export const ROLES = {
  worker: '网格员',
  village: '村级',
  station: '派出所',
  supervisor: '督导',
  admin: '县级管理员',
} as const
export type Role = keyof typeof ROLES

export const LEVELS = { county: '县', town: '乡镇', village: '村', grid: '网格' } as const
export type Level = keyof typeof LEVELS

export const ROW_VERDICTS = {
  new: '新增',
  changed: '有变化',
  same: '无变化',
  merge: '疑似同一户',
  bad: '有误',
  skipped: '已跳过',
} as const

export const ROSTER_STATES = {
  reading: '正在读取',
  ready: '待确认',
  committing: '正在写入',
  committed: '已写入',
  failed: '失败',
} as const

/** A label from one of the tables above; an unknown word is shown as it is rather than hidden. */
export function wordFor(table: Readonly<Record<string, string>>, key: string | null | undefined): string {
  if (!key) return '—'
  return table[key] ?? key
}

const ZONE = 'Asia/Shanghai'
const counts = new Intl.NumberFormat('zh-CN')
const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function countyParts(instant: Date): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(instant).map((part) => [part.type, part.value]))
}

/** The county's calendar day of an instant, as 2026-11-22. */
export function dayOf(instant: Date | string): string {
  const { year, month, day } = countyParts(new Date(instant))
  return `${year}-${month}-${day}`
}

/** The hour on the county's clocks, 0 to 23. */
export const hourOf = (instant: Date | string): number => Number(countyParts(new Date(instant)).hour)

/** 11月22日; the year is said only when it is not this year. */
export function formatDay(day: string | null | undefined): string {
  if (!day) return '—'
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  const short = `${Number(month)}月${Number(date)}日`
  return year === dayOf(new Date()).slice(0, 4) ? short : `${year}年${short}`
}

/** 2026年11月22日, for papers that are kept. */
export function formatFullDay(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** 11月22日 14:05 on the county's clocks. */
export function formatMoment(instant: Date | string | null | undefined): string {
  if (!instant) return '—'
  const { hour, minute } = countyParts(new Date(instant))
  return `${formatDay(dayOf(instant))} ${hour}:${minute}`
}

const A_MINUTE_MS = 60_000
/** The whole minute at or after an instant, for the end of an interval: said to the minute, it must not be shorter than it is. */
export const minuteUp = (instant: Date | string): string =>
  new Date(Math.ceil(new Date(instant).getTime() / A_MINUTE_MS) * A_MINUTE_MS).toISOString()

/** 今天 14:05, else the full moment. */
export function formatRecently(instant: Date | string | null | undefined): string {
  if (!instant) return '—'
  const moment = formatMoment(instant)
  return dayOf(instant) === dayOf(new Date()) ? `今天 ${moment.slice(-5)}` : moment
}

/** 12,345; no figure is a dash. */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : counts.format(value)
}

/** How the rates are cut, for where one is explained. */
export const RATE_CUT = '向下取整，全部覆盖才显示 100%'

/** 99.9%, cut and never rounded up: only full coverage may read 100%. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '—'
  // The small addend undoes binary fractions such as 0.29 * 1000 = 289.99999999999994.
  return `${(Math.floor(rate * 1000 + 1e-6) / 10).toFixed(1)}%`
}

/** 120 米, 1.2 公里: how far there is to walk. */
export function formatDistance(metres: number | null | undefined): string {
  if (metres === null || metres === undefined) return '—'
  if (metres < 995) return `${Math.max(10, Math.round(metres / 10) * 10)} 米`
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)} 公里`
}

/** Further than this from its door a position asks for a look: phones between houses err by some 100 m. */
export const FAR_M = 200

/** 1,234 米: a distance as it was recorded, which is not rounded again; on paper app/prints/words.py says the same. */
export const formatMetres = (metres: number): string => `${formatCount(metres)} 米`

/** How sure a phone was of its place; a phone that says nothing, or nought, did not say it. */
export function formatAccuracy(metres: number | null | undefined): string {
  return metres ? `误差约 ${formatMetres(Math.ceil(metres))}` : '误差不明'
}

/** The words that always stand beside a coverage colour. */
export function gapWords(target: number, uncovered: number): string {
  if (target === 0) return '无应访户'
  return uncovered === 0 ? '已全覆盖' : `差 ${formatCount(uncovered)} 户`
}

/** Which of the five coverage colours a rate takes; null has its own grey. */
export function coverageStep(rate: number | null): 0 | 1 | 2 | 3 | 4 | null {
  if (rate === null) return null
  if (rate >= 1) return 4
  if (rate >= 0.9) return 3
  if (rate >= 0.7) return 2
  return rate >= 0.4 ? 1 : 0
}

/** What each coverage colour means, far behind first. */
export const STEP_WORDS = ['不足 40%', '40%–70%', '70%–90%', '90% 以上', '已全覆盖'] as const

export const PHASES = { preparation: '筹备', drive: '集中', assessment: '评估' } as const

export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** The place of a day in WEEKDAYS. */
export const weekdayOf = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7
