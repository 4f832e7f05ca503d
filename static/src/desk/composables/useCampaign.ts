// The campaign that is running: everything in the office is counted for it.
import { computed } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { useLoad } from './useLoad'

export function useCampaign() {
  const { data, error } = useLoad(calls.listCampaigns)
  return { campaign: computed(() => data.value?.items[0] ?? null), campaignsLoaded: computed(() => data.value !== null), error }
}

/** Whether something failed only because the county has not begun yet. */
export function isNoCampaign(error: Error | null): boolean {
  return error instanceof Problem && error.code === 'no_campaign'
}
