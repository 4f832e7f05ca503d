// The paper slips of a place whose code is another household's or cannot be read, and how many of each.
import { ref } from 'vue'
import * as calls from '../api/calls'
import type { PaperCounts, PaperSlip } from '../domain/records'
import { PAGE, usePages } from './usePages'

export interface PaperFilter { scope: string, found: string }

export function usePaperSlips(filter: () => PaperFilter) {
  const counts = ref<PaperCounts | null>(null)

  async function ask(after: string | null) {
    const page = await calls.listPaperSlips({ ...filter(), after, limit: PAGE })
    counts.value = page.counts
    return page
  }

  return { ...usePages<PaperSlip>(ask, () => JSON.stringify(filter())), counts }
}
