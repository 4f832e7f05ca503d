// A door whose visit was taken back is not told of as one where nobody ever was.
import { formatDay, formatMoment } from '@shared/words'
import { expect, it } from 'vitest'
import { beforeWords } from './before'
import { sampleDoor } from './samples'

const AT = '2026-11-25T06:05:00Z'
const decision = { id: 'e', receipt: 7, reason: '走错了门', by_name: '派出所' }
const kept = { outcome: 'taught', recorded_at: AT, decision: null } as const
const back = { ...kept, decision: { ...decision, status: 'withdrawn', withdrawn_on: '2026-11-26' } } as const
const words = `${formatMoment(AT)} 的走访（已宣传）已在 ${formatDay('2026-11-26')} 撤回，不算数`

it('says what was taken back, and when', () => {
  expect(beforeWords(sampleDoor(), [kept, back])).toBe(`还没有计入的走访；${words}`)
})

it('says it beside what counts', () => {
  const door = sampleDoor({ attempts: 2, last_outcome: 'no_answer', last_visited_at: AT })

  expect(beforeWords(door, [])).toBe(`此前走访 2 次，最近 ${formatMoment(AT)} 无人`)
  expect(beforeWords(door, [back])).toBe(`此前走访 2 次，最近 ${formatMoment(AT)} 无人；${words}`)
})

it('says no more of what was refused or still stands', () => {
  const refused = { ...kept, decision: { ...decision, status: 'refused', withdrawn_on: null } } as const

  expect(beforeWords(sampleDoor(), [kept, refused])).toBe('还没有计入的走访')
})
