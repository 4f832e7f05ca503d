// Workbooks of cases: the upload and those brought lately; one of them with its rows.
import { ref } from 'vue'
import * as calls from '../api/calls'
import type { CaseFile, CaseRow, CaseRowVerdict } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export function useCaseFiles() {
  const list = usePages<CaseFile>((after) => calls.listCaseFiles({ after, limit: PAGE }), () => '')
  const sent = ref<number | null>(null)
  const { complain } = useNotices()

  async function upload(file: File, scope: string): Promise<CaseFile | null> {
    const form = new FormData()
    form.append('file', file)
    form.append('scope', scope)
    sent.value = 0
    try {
      return await calls.uploadCases(form, (share) => { sent.value = share })
    } catch (error) {
      complain(error)
      return null
    } finally {
      sent.value = null
    }
  }

  return { ...list, sent, upload }
}

export function useCaseFile(id: () => string, verdict: () => CaseRowVerdict | '') {
  const file = useLoad(() => calls.getCaseFile(id()), id)
  const rows = usePages<CaseRow>((after) => calls.listCaseRows(id(), { verdict: verdict(), after, limit: PAGE }), () => id() + verdict())
  const { attempt } = useNotices()

  async function commit(separate_rows: number[]): Promise<boolean> {
    const well = await attempt(() => calls.commitCases(id(), separate_rows), '已导入')
    await Promise.all([file.reload(), rows.reload()])
    return well
  }

  return { file, rows, commit }
}
