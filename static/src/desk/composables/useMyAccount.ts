// Where I am signed in, and my password.
import { ref } from 'vue'
import * as calls from '../api/calls'
import { Problem } from '../api/request'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'

export function useMySessions() {
  const { attempt } = useNotices()
  const sessions = useLoad(async () => (await calls.listSessions()).items)

  async function ending(action: () => Promise<unknown>, done: string): Promise<void> {
    await attempt(action, done)
    await sessions.reload()
  }

  return {
    sessions,
    end: (id: string) => ending(() => calls.endSession(id), '已结束这个登录'),
    endOthers: () => ending(calls.endOtherSessions, '其他登录已全部结束'),
  }
}

/** What went wrong stays beside the fields; answers whether the password was changed. */
export function usePasswordChange(done: () => Promise<unknown>) {
  const { tell } = useNotices()
  const problem = ref('')
  const busy = ref(false)

  async function change(old: string, changed: string): Promise<boolean> {
    problem.value = ''
    busy.value = true
    try {
      await calls.changePassword(old, changed)
      tell('密码已修改，其他登录已全部结束')
      await done()
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error.message
      return false
    } finally {
      busy.value = false
    }
  }

  return { problem, busy, change }
}
