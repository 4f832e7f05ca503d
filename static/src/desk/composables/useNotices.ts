// The one place where what went well or wrong is told; App.vue shows it.
import { ref } from 'vue'
import { Problem } from '../api/request'

export interface Notice { id: number, kind: 'success' | 'error', text: string }

const latest = ref<Notice | null>(null)
let issued = 0

export function useNotices() {
  return { latest, tell, complain, attempt }
}

function tell(text: string, kind: Notice['kind'] = 'success'): void {
  latest.value = { id: ++issued, kind, text }
}

/** Says what went wrong; being signed out is told by the sign-in page itself. */
function complain(error: unknown): void {
  if (error instanceof Problem && error.code === 'signed_out') return
  if (error instanceof Problem) tell(error.message, 'error')
  else throw error
}

/** Does something and says how it went; answers whether it went well. */
async function attempt(action: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await action()
  } catch (error) {
    complain(error)
    return false
  }
  if (done) tell(done)
  return true
}
