// Who is signed in, in one place for the whole app.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { Problem, whenSignedOut } from '../api/request'
import type { Session, User } from '../domain/records'
import { may, type Right } from '../domain/roles'

const user = ref<User | null>(null)
const needsSecondStep = ref(false)
let asked = false

export function useSession() {
  return {
    user,
    needsSecondStep,
    home: computed(() => user.value?.scope ?? ''),
    can: (right: Right) => may(user.value?.role, right),
    restore,
    signIn,
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

/** The code of the authenticator goes with the password; the server says `code_needed` when it wants one. */
async function signIn(username: string, password: string, code: string | null): Promise<void> {
  know(await calls.signIn(username, password, code))
}

function know(session: Session | null): void {
  user.value = session?.user ?? null
  needsSecondStep.value = session?.needs_second_step ?? false
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
