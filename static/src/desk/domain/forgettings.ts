// People forgotten by order: on whose word, and how one stands.
import { formatMoment } from '@shared/words'
import type { Basis, Forgetting, Mention } from './records'

export const BASES: Record<Basis, string> = {
  court: '法院裁判',
  own_request: '本人要求',
  family: '监护人或近亲属要求',
  authority: '上级机关决定',
}

/** What a document ordered has its number; whoever asks for themselves has none. */
export const isNumbered = (basis: Basis): boolean => basis === 'court' || basis === 'authority'

/** What is still to be said before it can be asked for; nothing when all is. */
export function askProblem({ basis, order_number, reason }: { basis: Basis | '', order_number: string, reason: string }): string {
  if (!basis) return '请选依据。'
  if (isNumbered(basis) && !order_number.trim()) return '请写文号。'
  return reason.trim() ? '' : '请写事由。'
}

export const WAYS: Record<Mention['way'], string> = { cut: '只删姓名和号码', empty: '整条清空', whole: '连同号码、地址一并删去', keep: '不能改，请人工处理' }

/** Where one stands, in words. */
export function standingOf({ decision, is_done }: Forgetting): string {
  if (decision === 'requested') return '等另一位县级管理员批准'
  if (decision === 'refused') return '已驳回'
  if (decision === 'withdrawn') return '提出人已撤回'
  return is_done ? '已删除' : '已批准，正在删除'
}

/** Who is meant, told to whoever agrees before they agree. */
export function whomOf({ until }: Forgetting): string {
  if (!until) return '这一户登记过的所有人：现在住的，和以前住的每一家。'
  return `只删 ${formatMoment(until)} 以前登记在这一户的人；现在住的这一家，连同他们的告知单，都不动。`
}

export const mayCut = (mention: Mention): boolean => mention.way !== 'keep'

/** How many there are of all kinds. */
export const sumOf = (kinds: { count: number }[]): number => kinds.reduce((sum, kind) => sum + kind.count, 0)
