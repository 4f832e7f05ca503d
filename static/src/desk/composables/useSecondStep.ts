// Setting up the authenticator: its secret, then a code of it, then the recovery codes.
import { ref, type Ref, shallowRef } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import type { Enrolled } from '../domain/records'
import { useLoad } from './useLoad'
import { useSession } from './useSession'

export function useSecondStep() {
  const { know } = useSession()
  const enrolment = useLoad(calls.beginSecondStep)
  const enrolled: Ref<Enrolled | null> = shallowRef(null)
  const problem = ref('')
  const busy = ref(false)

  async function confirm(code: string): Promise<void> {
    busy.value = true
    problem.value = ''
    try {
      enrolled.value = await calls.confirmSecondStep(code)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error.message
    } finally {
      busy.value = false
    }
  }

  /** Only now: the router leaves this page as soon as nothing is left to set up, and the codes are shown once. */
  function finish(): void {
    know(enrolled.value)
  }

  return { enrolment, enrolled, problem, busy, confirm, finish }
}
