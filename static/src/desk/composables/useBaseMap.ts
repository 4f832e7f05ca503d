// The map under ours, where the county has one; whoever wants nothing fetched from there turns it off for as long as the app is open.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { useLoad } from './useLoad'

const wanted = ref(true)

export function useBaseMap() {
  // Without an answer there is no base map, and nothing else is missing.
  const { data } = useLoad(calls.getBaseMap)
  const tiles = computed(() => data.value?.tiles ?? [])
  return {
    wanted,
    name: computed(() => (tiles.value.length ? data.value?.name ?? '' : '')),
    base: computed(() => (wanted.value ? tiles.value : [])),
  }
}
