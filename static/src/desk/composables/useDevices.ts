// The phones of a place, and bringing in a file that one of them exported.
import { ref, type Ref, shallowRef } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import type { Rescued } from '../domain/records'
import { readRescue } from '../domain/rescue'
import { PAGE, usePages } from './usePages'
import { useWaiting } from './useWaiting'

export function useDevices(scope: () => string) {
  return usePages((after) => calls.listDevices({ scope: scope(), after, limit: PAGE }), scope)
}

/** What went wrong stays beside the file: it is chosen again there. */
export function useRescue(done: () => Promise<unknown>) {
  const { recount } = useWaiting()
  const sending = ref(false)
  const problem = ref('')
  const rescued: Ref<Rescued | null> = shallowRef(null)

  async function bringIn(file: File): Promise<void> {
    problem.value = ''
    rescued.value = null
    sending.value = true
    try {
      rescued.value = await calls.sendRescue(await contentOf(file))
      await Promise.all([done(), recount()])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error.message
    } finally {
      sending.value = false
    }
  }

  function forget(): void {
    problem.value = ''
    rescued.value = null
  }

  return { sending, problem, rescued, bringIn, forget }
}

async function contentOf(file: File): Promise<object> {
  const content = readRescue(await file.text())
  if (!content) throw new Problem('not_a_rescue', 0, '这个文件不是手机导出的，请选择网格员在手机上“导出待上传”得到的文件。')
  return content
}
