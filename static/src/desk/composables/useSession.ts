// Who is signed in, in one place for the whole app.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { Problem, whenSignedOut } from '../api/request'
import type { Session, User } from '../domain/records'
import { may, type Right } from '../domain/roles'

const user = ref<User | null>(null)
const needsSecondStep = ref(false)
const needsCode = ref(false)
let asked = false

export function useSession() {
  return {
    user,
    needsSecondStep,
    needsCode,
    home: computed(() => user.value?.scope ?? ''),
    can: (right: Right) => may(user.value?.role, right),
    restore,
    signIn,
    enterCode,
    signOut,
    know,
    onSignedOut,
  }
}

/** Asks the server once who we are: the cookie is not ours to read. */
async function restore(): Promise<User | null> {
  if (!asked) {
    know(await calls.getSession().catch(noneIfSignedOut))
  }
  return user.value
}

/** After the county's own sign-in, where that asked for no second step. */
async function enterCode(code: string): Promise<void> {
  know(await calls.enterCode(code))
}

/** The code of the authenticator goes with the password; the server says `code_needed` when it wants one. */
async function signIn(username: string, password: string, code: string | null): Promise<void> {
  know(await calls.signIn(username, password, code))
}

function know(session: Session | null): void {
  user.value = session?.user ?? null
  needsSecondStep.value = session?.needs_second_step ?? false
  needsCode.value = session?.needs_code ?? false
  asked = true
}

async function signOut(): Promise<void> {
  await calls.signOut()
  know(null)
}

function onSignedOut(handler: () => void): void {
  whenSignedOut(() => {
    const wasIn = user.value !== null
    user.value = null
    if (wasIn) handler()
  })
}

function noneIfSignedOut(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null
  throw error
}
