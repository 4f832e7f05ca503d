// What was begun at a door and not saved is given up only at the worker's own word.
import { OUTCOMES, type Outcome } from '@shared/words'
import type { Draft } from '../domain/begun'
import { begunVisits, dropDraft, findDraft } from '../local/drafts'
import { ask } from './asking'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

const KNOCK: Outcome = 'no_answer'

/** Whether what was begun may go for another outcome. */
const mayGo = (begun: Draft, instead: Outcome) => ask({
  title: `没写完的“${OUTCOMES[begun.outcome]}”不要了？`,
  message: `改记“${OUTCOMES[instead]}”，没写完的内容、签名和照片就没有了。`,
  confirmButtonText: `不要了，记${OUTCOMES[instead]}`,
  cancelButtonText: '留着',
})

// Asked of the store, not taken from what the page has read: whoever taps before that loses nothing.
export function useGivingUp() {
  const { db } = useWorkspace()
  const begunAt = (id: string) => findDraft(openDb(db.value), id)

  /** A knock that is saved takes what was begun at this door with it. */
  async function mayKnock(id: string): Promise<boolean> {
    const begun = await begunAt(id)
    return !begun || mayGo(begun, KNOCK)
  }

  /** The same along a corridor, for all these doors. */
  async function mayKnockAt(ids: readonly string[]): Promise<boolean> {
    const begun = await begunVisits(openDb(db.value))
    const count = ids.filter((id) => begun.has(id)).length
    return count === 0 || ask({
      title: `有 ${count} 户没写完的走访不要了？`,
      message: `都记为${OUTCOMES[KNOCK]}，没写完的内容、签名和照片就没有了。`,
      confirmButtonText: `不要了，记${OUTCOMES[KNOCK]}`,
      cancelButtonText: '留着',
    })
  }

  /** A door has one form that is begun: of another outcome it goes before this one opens, or this one does not open. */
  async function mayWrite(id: string, outcome: Outcome): Promise<boolean> {
    const begun = await begunAt(id)
    if (!begun || begun.outcome === outcome) return true
    if (!(await mayGo(begun, outcome))) return false
    await dropDraft(openDb(db.value), id)
    return true
  }

  return { mayKnock, mayKnockAt, mayWrite }
}
