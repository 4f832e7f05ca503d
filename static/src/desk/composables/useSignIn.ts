// Signing in: the password, then the authenticator's code where one is asked for, never sooner than one may.
import { computed, ref } from 'vue'
import { Problem } from '../api/request'
import { nextStep, type Step, waitOf } from '../domain/signIn'
import { useCountdown } from './useCountdown'
import { useSession } from './useSession'

export function useSignIn() {
  const { signIn } = useSession()
  const step = ref<Step>('password')
  const problem = ref('')
  const busy = ref(false)
  const { left, start } = useCountdown()

  /** Answers whether somebody is signed in now. */
  async function enter(username: string, password: string, code: string): Promise<boolean> {
    busy.value = true
    problem.value = ''
    try {
      await signIn(username, password, step.value === 'code' ? code : null)
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refuse(error)
      return false
    } finally {
      busy.value = false
    }
  }

  function refuse(refused: Problem): void {
    // That the code is wanted now is no error: the page says so by asking for it.
    problem.value = refused.code === 'code_needed' ? '' : refused.message
    step.value = nextStep(refused, step.value)
    start(waitOf(refused))
  }

  function again(): void {
    step.value = 'password'
    problem.value = ''
  }

  return { step, problem, busy, left, mayTry: computed(() => left.value === 0 && !busy.value), enter, again }
}
