// Spot checks in words: what a rule promises, where a round stands, and what it does and does not say.
import { formatCount, formatRate } from '@shared/words'
import type { CheckRound } from './records'

/** How small a share of false doors is to be caught, each with about how many doors that takes. */
export const AIMS = [
  { percent: 10, name: '细：一成不实就要查出来', doors: 52 },
  { percent: 15, name: '中：一成半不实就要查出来', doors: 25 },
  { percent: 20, name: '粗：两成不实就要查出来', doors: 18 },
] as const

export type Standing = 'accepted' | 'rejected' | 'unanswered' | 'asking' | 'undecided'

/** Where a round stands; ended before its rule was met, it says nothing. */
export function standingOf({ verdict, ended_at }: CheckRound): Standing {
  return verdict ?? (ended_at ? 'undecided' : 'asking')
}

export const STANDINGS: Record<Standing, string> = {
  accepted: '通过', rejected: '未通过', unanswered: '答的户太少，无结论', asking: '正在抽查', undecided: '未做完，无结论',
}

/** What the standing means, and what it does not. */
export function meaningOf(round: CheckRound): string {
  const heard = `已答 ${round.confirmed + round.denied} 户，其中 ${round.denied} 户否认有人来宣传过`
  switch (standingOf(round)) {
    case 'accepted':
      return `${heard}，没有超过允许的 ${round.denials} 户。`
    case 'rejected':
      return `${heard}，超过了允许的 ${round.denials} 户。请到村里逐户核实原因：可能是记错、代签、走错门，不等于有人造假。`
    case 'unanswered':
      return `${heard}；有 ${round.passed_over} 户答不上来，又没有别的户可换。答的户太少，判不出通过还是未通过。`
    case 'asking':
      return `${heard}。共要问 ${round.asks} 户，否认超过 ${round.denials} 户即为未通过。`
    default:
      return `${heard}。没有问够就结束了，不能下结论。`
  }
}

const percent = (share: number) => `${Math.round(share * 100)}%`

/** The two errors of its rule. */
export function errorsOf(round: CheckRound): string {
  if (round.asks === round.covered) return '已覆盖的户全部要问，没有抽样误差。'
  return `这样抽查，有 ${round.unacceptable_percent}% 不实的村会漏过的可能是 ${percent(round.accepts_bad)}；只有 2% 不实的村被误判的可能是 ${percent(round.rejects_good)}。`
}

/** The corrected rate with its interval; before all have answered there is none. */
export function correctedWords({ corrected }: CheckRound): string {
  if (!corrected) return '—'
  const { rate, low, high } = corrected
  return low === high ? formatRate(rate) : `${formatRate(rate)}（${formatRate(low)}–${formatRate(high)}）`
}

/** What the doors that could not answer would do to it. */
export function passedOverWords({ passed_over, stood_in, corrected }: CheckRound): string {
  if (!passed_over) return ''
  const words = `有 ${formatCount(passed_over)} 户两次没人或说不清，${stoodInWords(passed_over, stood_in)}`
  return corrected ? `${words}；若这些户都不实，推算是 ${formatRate(corrected.at_worst)}。` : `${words}。`
}

function stoodInWords(passedOver: number, stoodIn: number): string {
  if (!stoodIn) return '没有别的户可换'
  return stoodIn === passedOver ? '已按抽签顺序换下一户' : `其中 ${formatCount(stoodIn)} 户已按抽签顺序换了别的户，其余没有户可换`
}
