// The villages that somebody answers for, by name; of a large county too, there are a few hundred.
import { computed } from 'vue'
import * as calls from '../api/calls'
import { levelOf } from '../domain/divisions'
import type { Crumb, Division } from '../domain/records'
import { useLoad } from './useLoad'

async function villagesOf(code: string): Promise<Division[]> {
  if (!code) return []
  if (levelOf(code) === 'village') return [await calls.getDivision(code)]
  const below = (await calls.listDivisions(code)).items.filter((one) => !one.retired_on)
  if (levelOf(code) === 'town') return below
  return (await Promise.all(below.map((town) => villagesOf(town.code)))).flat()
}

export function useVillages(home: () => string) {
  const villages = useLoad(() => villagesOf(home()), home)
  return computed((): Crumb[] => villages.data.value ?? [])
}
