// Bringing a roster in: the upload, and the imports made lately.
import { ref } from 'vue'
import * as calls from '../api/calls'
import type { Roster } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useRosters() {
  const list = useLoad(calls.listRosters)
  const sent = ref<number | null>(null)
  const { complain } = useNotices()

  async function upload(file: File, scope: string, kind: string): Promise<Roster | null> {
    const form = new FormData()
    form.append('file', file)
    form.append('scope', scope)
    form.append('kind', kind)
    sent.value = 0
    try {
      return await calls.uploadRoster(form, (share) => { sent.value = share })
    } catch (error) {
      complain(error)
      return null
    } finally {
      sent.value = null
    }
  }

  return { ...list, sent, upload }
}
