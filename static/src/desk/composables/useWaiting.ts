// How many things in one's own place wait for this person's decision: the numbers on the bar, by the page they are on.
import { ref } from 'vue'
import * as calls from '../api/calls'
import { useSession } from './useSession'

/** Each number is the one that its page opens with. */
const LISTS: Readonly<Record<string, () => Promise<number>>> = {
  '/exclusions': () => calls.listExclusions({ limit: 0 }).then((page) => page.counts.requested ?? 0),
  '/proposals': () => calls.listProposals({ limit: 0 }).then((page) => page.counts.waiting ?? 0),
  '/aside': () => calls.listAside({ limit: 0 }).then((page) => page.total),
  // Only a code of another household is worth somebody's way there: one that is smudged is not unusual.
  '/paper-slips': () => calls.listPaperSlips({ limit: 0 }).then((page) => page.counts.other),
}

const waiting = ref<Readonly<Record<string, number>>>({})

export function useWaiting() {
  const { can } = useSession()
  // To who may decide on none of them a number would only say that others are late.
  return { waiting, recount: async () => { waiting.value = can('decide') ? await count() : {} } }
}

/** No complaint when one fails: the page behind the number says what is wrong. */
async function count(): Promise<Record<string, number>> {
  const asked = Object.entries(LISTS).map(([to, ask]) => ask().catch(() => waiting.value[to] ?? 0).then((many) => [to, many] as const))
  return Object.fromEntries(await Promise.all(asked))
}
