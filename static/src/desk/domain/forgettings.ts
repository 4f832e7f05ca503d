// People forgotten by order: on whose word, and how one stands.
import type { Basis, Forgetting, Mention } from './records'

export const BASES: Record<Basis, string> = {
  court: '法院裁判',
  own_request: '本人要求',
  family: '监护人或近亲属要求',
  authority: '上级机关决定',
}

export const WAYS: Record<Mention['way'], string> = { cut: '只删姓名和号码', empty: '整条清空', keep: '不能改，请人工处理' }

/** Where one stands, in words. */
export function standingOf({ decision, is_done }: Forgetting): string {
  if (decision === 'requested') return '等另一位县级管理员批准'
  if (decision === 'refused') return '已驳回'
  return is_done ? '已删除' : '已批准，正在删除'
}

export const mayCut = (mention: Mention): boolean => mention.way !== 'keep'

/** How many there are of all kinds. */
export const sumOf = (kinds: { count: number }[]): number => kinds.reduce((sum, kind) => sum + kind.count, 0)
