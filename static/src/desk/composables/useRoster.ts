// One import as it is read, looked over and written: follows it until it rests.
import { computed, onUnmounted, watch } from 'vue'
import * as calls from '../api/calls'
import type { Roster, Verdict } from '../domain/records'
import { type Choices, decisions } from '../domain/roster'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { NOTHING, PAGE, usePages } from './usePages'

const EVERY_MS = 1000

export function useRoster(id: string) {
  const roster = useLoad(() => calls.getRoster(id))
  const { attempt } = useNotices()
  let timer = 0

  const moving = computed(() => isMoving(roster.data.value))
  watch([roster.data, roster.error], () => {
    window.clearTimeout(timer)
    if (moving.value) timer = window.setTimeout(roster.reload, EVERY_MS)
  })
  onUnmounted(() => window.clearTimeout(timer))

  async function commit(choices: Choices): Promise<void> {
    await attempt(() => calls.commitRoster(id, decisions(choices)), '')
    await roster.reload()
  }

  return { ...roster, moving, commit, badRows: calls.badRows(id) }
}

/** The rows of one verdict; none while no verdict is chosen. */
export function useRosterRows(id: string, verdict: () => Verdict | null) {
  return usePages(
    async (after) => verdict() ? calls.listRosterRows(id, { verdict: verdict(), after, limit: PAGE }) : NOTHING,
    () => verdict() ?? '',
  )
}

function isMoving(roster: Roster | null): boolean {
  return roster !== null && (roster.state === 'reading' || roster.state === 'committing')
}
