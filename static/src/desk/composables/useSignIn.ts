// Signing in: the password, then the authenticator's code where one is asked for, never sooner than one may.
// Or at the county's own sign-in, which is left to and come back from by links.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { nextStep, refusedWords, type Step, waitOf } from '../domain/signIn'
import { useCountdown } from './useCountdown'
import { useSession } from './useSession'

export function useSignIn() {
  const { signIn, enterCode, signOut, restore, needsCode, user } = useSession()
  const provider = ref<string | null>(null)
  const step = ref<Step>('password')
  const problem = ref('')
  const busy = ref(false)
  const { left, start } = useCountdown()

  /** Answers whether somebody is signed in now. */
  async function enter(username: string, password: string, code: string): Promise<boolean> {
    busy.value = true
    problem.value = ''
    try {
      if (needsCode.value) await enterCode(code)
      else await signIn(username, password, step.value === 'code' ? code : null)
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

  /** What the page opens with: the button of the county's own sign-in, what it refused, the code it did not ask for. */
  async function open(refused: unknown): Promise<string> {
    problem.value = refusedWords(refused)
    provider.value = await calls.listWays().then((ways) => ways.provider, () => null)
    await restore()
    if (needsCode.value) step.value = 'code'
    return user.value?.username ?? ''
  }

  async function again(): Promise<void> {
    // Somebody who is in by half is not in: another account begins anew.
    if (needsCode.value) await signOut().catch(() => undefined)
    step.value = 'password'
    problem.value = ''
  }

  return { provider, providerAddress: calls.providerAddress, open, step, problem, busy, left, mayTry: computed(() => left.value === 0 && !busy.value), enter, again }
}
