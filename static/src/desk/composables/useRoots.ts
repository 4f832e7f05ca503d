// The days' roots of the sealed slips, and what no root holds yet.
import { ref } from 'vue'
import * as calls from '../api/calls'
import type { OpenDay } from '../domain/records'
import { PAGE, usePages } from './usePages'

export function useRoots() {
  const open = ref<OpenDay | null>(null)

  async function ask(after: string | null) {
    const page = await calls.listRoots({ after, limit: PAGE })
    open.value = page.open
    return page
  }

  return { ...usePages(ask, () => ''), open, rootFile: calls.rootFile }
}
