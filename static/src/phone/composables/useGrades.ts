// My own grades: what was told last, and asking anew.
import { onMounted, ref } from 'vue'
import { withDoors } from '../domain/grades'
import type { PhoneDb } from '../local/db'
import { findGrades } from '../local/grades'
import { openDoors } from '../local/opening'
import { askGrades } from '../sync/grades'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

async function graded(db: PhoneDb) {
  const kept = await findGrades(db)
  if (!kept) return null
  const rows = await db.households.bulkGet([...new Set(kept.visits.map(({ household_id }) => household_id))])
  const doors = await openDoors(db, rows.filter((row) => row !== undefined))
  return { ...kept, visits: withDoors(kept.visits, doors) }
}

/** Asked when the page opens; `grades` is null where nothing was ever told, and `problem` says why it could not be asked now. */
export function useGrades() {
  const { db } = useWorkspace()
  const grades = useLive(graded)
  const asking = ref(false)
  const problem = ref<string | null>(null)
  async function ask(): Promise<void> {
    asking.value = true
    const answer = await askGrades(openDb(db.value)).finally(() => (asking.value = false))
    problem.value = answer.ok ? null : answer.message
  }
  onMounted(ask)
  return { grades, asking, problem, ask }
}
