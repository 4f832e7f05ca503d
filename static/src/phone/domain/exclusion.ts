// An exclusion asked for at the door: its one body, and what became of it in words.
import { CHECK_ANSWERS } from '@shared/checks'
import { dayOf, EXCLUSION_REASONS, formatDay, OUTCOMES, WITHDRAWAL_REASONS } from '@shared/words'
import { sha256Hex } from '@shared/hash'
import { proposalName } from './proposal'
import type { Asked, Entry, ExclusionInput } from './records'
import { clocksNow, distinctImages, type Making, named, type SealedEvent, typed } from './visit'

/** The version of the body below. */
export const EXCLUSION_VERSION = 1

/** Serialise a request once and for all. */
export async function sealExclusion(input: ExclusionInput, { anchor }: Pick<Making, 'anchor'>): Promise<SealedEvent> {
  const clocks = clocksNow(anchor)
  const images = distinctImages(await Promise.all(input.photos.map(named)))
  const body = JSON.stringify({
    household_id: input.household.id,
    reason: input.reason,
    evidence: typed(input.words),
    witness: typed(input.witness),
    witness_role: input.witness_role,
    returns_on: input.returns_on,
    photos: images.map((image) => image.sha256),
    ...clocks,
  })
  return { body, sha256: await sha256Hex(body), images }
}

/** What an entry is, in two or three words. */
export function entryName({ reason, outcome, because, answer, proposal }: Pick<Entry, 'reason' | 'outcome' | 'because' | 'answer' | 'proposal'>): string {
  if (answer) return `抽查：${CHECK_ANSWERS[answer]}`
  if (proposal) return proposalName({ proposal })
  if (because) return `撤回走访：${WITHDRAWAL_REASONS[because]}`
  if (reason) return `申请剔除：${EXCLUSION_REASONS[reason]}`
  return outcome ? OUTCOMES[outcome] : ''
}

type AskedEntry = Pick<Entry, 'reason' | 'verdict' | 'asked'>

const isAsked = ({ reason, verdict, asked }: AskedEntry) =>
  Boolean(reason && (asked || verdict === 'created' || verdict === 'duplicate'))
const isOver = ({ until_on }: Asked) => until_on !== null && until_on <= dayOf(new Date())

/** What became of a request; nothing is said of an entry that is none, or that the server has not taken. */
export function askedWords(entry: AskedEntry): string {
  if (!isAsked(entry)) return ''
  const { asked } = entry
  if (!asked || asked.state === 'requested') return '等派出所或县级审批，批准前仍要上门'
  const by = asked.by_name ? `（${asked.by_name}）` : ''
  if (asked.state === 'refused') return `已驳回${by}：${asked.refusal ?? '没有写明原因'}`
  if (asked.state === 'withdrawn') return '已撤回'
  if (isOver(asked)) return `剔除已结束，${formatDay(asked.until_on)}起要重新上门`
  return `已批准${by}，${formatDay(asked.until_on)}起重新计入`
}

/** What became of it, beside the door in the list; nothing where the door's own standing says it, or nobody waits for it. */
export function askedTag(entry: AskedEntry | undefined): string {
  if (!entry?.reason || entry.asked?.state === 'withdrawn' || entry.asked?.state === 'approved') return ''
  if (entry.asked?.state === 'refused') return '剔除被驳回'
  return isAsked(entry) ? '剔除待审批' : entry.verdict ? '剔除申请有问题' : '剔除申请未上传'
}

/** Whether its worker may take it back: the server has it, and nobody has decided. */
export function mayTakeBack(entry: AskedEntry): boolean {
  return isAsked(entry) && (!entry.asked || entry.asked.state === 'requested')
}
