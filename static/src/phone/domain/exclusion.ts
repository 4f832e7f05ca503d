// An exclusion asked for at the door: its one body, and what became of it in words.
import { EXCLUSION_REASONS, formatDay, OUTCOMES } from '@shared/words'
import { sha256Hex } from '@shared/hash'
import type { ClockAnchor, Entry, ExclusionInput } from './records'
import { clocksNow, distinctImages, named, type SealedEvent } from './visit'

/** The version of the body below. */
export const EXCLUSION_VERSION = 1

/** Serialise a request once and for all. */
export async function sealExclusion(input: ExclusionInput, anchor: ClockAnchor | null): Promise<SealedEvent> {
  const clocks = clocksNow(anchor)
  const images = distinctImages(await Promise.all(input.photos.map(named)))
  const body = JSON.stringify({
    household_id: input.household.id,
    reason: input.reason,
    evidence: input.words.trim(),
    witness: input.witness.trim(),
    witness_role: input.witness_role,
    returns_on: input.returns_on,
    photos: images.map((image) => image.sha256),
    ...clocks,
  })
  return { body, sha256: await sha256Hex(body), images }
}

/** What an entry is, in two or three words. */
export function entryName({ reason, outcome }: Pick<Entry, 'reason' | 'outcome'>): string {
  if (reason) return `申请剔除：${EXCLUSION_REASONS[reason]}`
  return outcome ? OUTCOMES[outcome] : ''
}

/** What became of a request; nothing is said of an entry that is none, or that the server has not taken. */
export function askedWords({ reason, verdict, asked }: Pick<Entry, 'reason' | 'verdict' | 'asked'>): string {
  if (!reason || (!asked && verdict !== 'created' && verdict !== 'duplicate')) return ''
  if (!asked || asked.state === 'requested') return '等派出所或县级审批，批准前仍要上门'
  const by = asked.by_name ? `（${asked.by_name}）` : ''
  if (asked.state === 'refused') return `已驳回${by}：${asked.refusal ?? '没有写明原因'}`
  if (asked.state === 'withdrawn') return '已撤回'
  return `已批准${by}，${formatDay(asked.until_on)}起重新计入`
}
