// The phones of a place, and bringing in a file that one of them exported.
import { onUnmounted, ref, type Ref, shallowRef } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { endedWords } from '../domain/devices'
import type { Device, EnrolmentState, PhoneEnrolment, Rescued } from '../domain/records'
import { readRescue } from '../domain/rescue'
import { useCountdown } from './useCountdown'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'
import { useWaiting } from './useWaiting'

/** While a code is shown: somebody stands beside it with a phone. */
const LOOK_EVERY_MS = 3000

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

/** Giving somebody a code for their phone: shown once, and a new one whenever it is asked for. */
export function useEnrolment(mayEnrol: () => boolean) {
  const { complain } = useNotices()
  const owners = useLoad(async () => mayEnrol() ? (await calls.listPhoneOwners()).items : [])
  const made: Ref<PhoneEnrolment | null> = shallowRef(null)
  const busy = ref(false)
  const used: Ref<EnrolmentState | null> = shallowRef(null)
  const { left, start } = useCountdown()
  let asking: number | undefined
  const stopAsking = () => window.clearInterval(asking)
  onUnmounted(stopAsking)

  /** Whether the code that is shown was used; what cannot be asked now is asked again. */
  async function look(user: string, of: PhoneEnrolment): Promise<void> {
    if (left.value === 0) stopAsking()
    const state = await calls.showEnrolment(user).catch(() => null)
    if (!state?.is_used || made.value !== of) return
    used.value = state
    stopAsking()
  }

  async function make(user: string): Promise<void> {
    busy.value = true
    stopAsking()
    used.value = null
    try {
      const fresh = await calls.enrolPhone(user)
      made.value = fresh
      start(fresh.good_for_s)
      asking = window.setInterval(() => void look(user, fresh), LOOK_EVERY_MS)
    } catch (error) {
      complain(error)
    } finally {
      busy.value = false
    }
  }

  /** It is not shown again. */
  function forget(): void {
    made.value = used.value = null
    stopAsking()
  }

  return { owners: owners.data, error: owners.error, reload: owners.reload, made, used, left, busy, make, forget }
}

/** Ending a phone, with what becomes of it said before. */
export function useEnding(done: () => Promise<unknown>) {
  const { attempt, tell } = useNotices()
  let ended = 0
  const asked: Ref<Device | null> = shallowRef(null)

  async function end(): Promise<void> {
    const device = asked.value
    asked.value = null
    if (!device || !(await attempt(async () => { ended = (await calls.endPhone(device.id)).ended }, ''))) return
    tell(endedWords(device, ended))
    await done()
  }

  return { asked, end }
}

async function contentOf(file: File): Promise<object> {
  const content = readRescue(await file.text())
  if (!content) throw new Problem('not_a_rescue', 0, '这个文件不是手机导出的，请选择网格员在手机上“导出待上传”得到的文件。')
  return content
}
