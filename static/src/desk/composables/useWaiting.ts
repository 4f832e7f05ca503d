// How many things in one's own place wait to be looked at: the numbers on the bar, by the page they are on.
import { ref } from 'vue'
import * as calls from '../api/calls'

const waiting = ref<Readonly<Record<string, number>>>({})

export function useWaiting() {
  return { waiting, recount }
}

/** No complaint when it fails: the page behind the number says what is wrong. */
async function recount(): Promise<void> {
  const [aside, paper] = await Promise.all([
    calls.listAside({ limit: 0 }).then((page) => page.total).catch(() => null),
    // Only a code of another household is worth somebody's way there: one that is smudged is not unusual.
    calls.listPaperSlips({ limit: 0 }).then((page) => page.counts.other).catch(() => null),
  ])
  waiting.value = { '/aside': aside ?? waiting.value['/aside'] ?? 0, '/paper-slips': paper ?? waiting.value['/paper-slips'] ?? 0 }
}
