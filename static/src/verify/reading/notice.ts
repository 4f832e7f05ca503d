// What the county says of a code: the notice's words without anybody's data, and whether the visit still stands.

export interface Notice {
  title: string
  body: string
  version: number
  audience: string
  campaign: string
}

export interface Standing {
  notice: Notice | null
  withdrawn_at: string | null
  /** Of one that somebody has to look at first, or had to: what became of it. */
  review: 'waiting' | 'refused' | 'accepted' | null
  reviewed_at: string | null
  /** What the county still has of it. */
  contents: 'kept' | 'removed' | 'missing'
}

/** What came of asking; null: there is no network. */
export type Answer = Standing | 'unknown' | 'changed' | 'wait' | 'failed' | null

/** What is known of it on the page: the answer, or that nobody asked, or not yet. */
export type Told = Answer | 'unasked' | 'asking'

export const standingOf = (told: Told): Standing | null => (typeof told === 'object' ? told : null)

export async function askCounty(payload: string): Promise<Answer> {
  try {
    const answer = await fetch(`/api/v1/public/slips/${payload}`, { credentials: 'omit' })
    if (answer.status === 429) return 'wait'
    if (answer.status === 404) return 'unknown'
    // The code is the county's, and what the county keeps of it is not what it names.
    if (answer.status === 409) return 'changed'
    return answer.ok ? ((await answer.json()) as Standing) : 'failed'
  } catch {
    return null
  }
}
