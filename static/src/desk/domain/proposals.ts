// What workers propose about the register, in words.
import { formatCount } from '@shared/words'
import type { Proposal, ProposalState, Registered } from './records'

export const PROPOSAL_KINDS: Readonly<Record<Proposal['kind'], string>> = { new: '新户', moved: '换了人家', phone: '电话更正', position: '门口位置' }
export const PROPOSAL_STATES: Readonly<Record<ProposalState, string>> = { waiting: '待核实', confirmed: '已核实', refused: '未采纳' }

const SAME: Readonly<Record<string, string>> = { address: '地址', name: '姓名', phone: '电话' }

/** What a door on the register has in common with a new one. */
export const sameWords = (same: readonly string[]): string => `${same.map((one) => SAME[one]).join('、')}相同`

/** Said once it is confirmed. */
export function decidedWords({ kind, visits_waiting: waits }: Pick<Proposal, 'kind' | 'visits_waiting'>): string {
  if (kind !== 'new') return '已核实，名册已更正'
  return waits ? `已核实，记入名册；手机上的 ${formatCount(waits)} 条记录已计入` : '已核实，记入名册'
}

/** Who lives there, a shop by its own name. */
export const nameOf = ({ title, householder }: Pick<Registered, 'title'> & { householder: string | null }): string => title || householder || '—'

/** What the worker reads when theirs is one that the register has already. */
export const isThatDoor = (door: Pick<Registered, 'title' | 'householder' | 'address'>): string => `名册上已有这一户：${nameOf(door)}，${door.address}`

/** Whether this person may decide on it at all: nobody does on their own. */
export function mayDecideOn(proposal: Pick<Proposal, 'state' | 'proposed_by'>, me: string): boolean {
  return proposal.state === 'waiting' && proposal.proposed_by !== me
}
