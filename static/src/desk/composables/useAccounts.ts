// The accounts of a place, and what the administrator does with one of them.
import { ref, type Ref, shallowRef } from 'vue'
import * as calls from '../api/calls'
import { changedWords } from '../domain/accounts'
import type { Account, NewAccount, Password } from '../domain/records'
import { useLoad } from './useLoad'
import { useNotices } from './useNotices'
import { PAGE, usePages } from './usePages'

export interface AccountsFilter { scope: string, q: string, role: string }

export function useAccounts(filter: () => AccountsFilter) {
  return usePages((after) => calls.listAccounts({ ...filter(), after, limit: PAGE }), () => JSON.stringify(filter()))
}

/** One account with its sessions; `changed` brings the list up to date. */
export function useAccount(id: () => string, changed: () => Promise<unknown>) {
  const { attempt } = useNotices()
  const sessions = useLoad(async () => id() ? (await calls.listSessionsOf(id())).items : [], id)
  const password: Ref<Password | null> = shallowRef(null)

  async function change(action: () => Promise<unknown>, done: string): Promise<void> {
    await attempt(action, done)
    await Promise.all([sessions.reload(), changed()])
  }

  async function givePassword(): Promise<void> {
    await change(async () => { password.value = await calls.givePassword(id()) }, '')
  }

  return {
    sessions,
    password,
    givePassword,
    end: (session: string) => change(() => calls.endSessionOf(id(), session), '已结束这个登录'),
    endAll: () => change(() => calls.endSessionsOf(id()), '已全部结束，要再用须重新登录'),
    resetSecondStep: () => change(() => calls.resetSecondStep(id()), '已解除验证器，下次登录时重新绑定'),
    setActive: (account: Account, active: boolean) => change(() => calls.setActive(account.id, active), changedWords(account, active)),
  }
}

export function useNewAccount(changed: () => Promise<unknown>) {
  const { attempt } = useNotices()
  const made: Ref<Password | null> = shallowRef(null)
  const busy = ref(false)

  async function make(account: NewAccount): Promise<void> {
    busy.value = true
    await attempt(async () => { made.value = await calls.makeAccount(account) }, '')
    busy.value = false
    if (made.value) await changed()
  }

  return { made, busy, make }
}
