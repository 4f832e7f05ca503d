// Who is signed in, in one place for the whole app.
import { computed, ref } from 'vue'
import * as calls from '../api/calls'
import { Problem, whenSignedOut } from '../api/request'
import type { User } from '../domain/records'
import { may, type Right } from '../domain/roles'

const user = ref<User | null>(null)
let asked = false

export function useSession() {
  return {
    user,
    home: computed(() => user.value?.scope ?? ''),
    can: (right: Right) => may(user.value?.role, right),
    restore,
    signIn,
    signOut,
    onSignedOut,
  }
}

/** Asks the server once who we are: the cookie is not ours to read. */
async function restore(): Promise<User | null> {
  if (!asked) {
    user.value = (await calls.getSession().catch(noneIfSignedOut))?.user ?? null
    asked = true
  }
  return user.value
}

async function signIn(username: string, password: string): Promise<User> {
  user.value = (await calls.signIn(username, password)).user
  asked = true
  return user.value
}

async function signOut(): Promise<void> {
  await calls.signOut()
  user.value = null
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
