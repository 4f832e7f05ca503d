// How many things set aside in one's own place wait to be looked at: the number on the bar.
import { ref } from 'vue'
import * as calls from '../api/calls'

const waiting = ref(0)

export function useWaiting() {
  return { waiting, recount }
}

/** No complaint when it fails: the page behind the number says what is wrong. */
async function recount(): Promise<void> {
  const page = await calls.listAside({ limit: 0 }).catch(() => null)
  if (page) waiting.value = page.total
}
