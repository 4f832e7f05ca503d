// Signing in needs the network once; signing out needs it too, and an empty outbox.
import * as client from '../api/client'
import { isGate } from '../api/failures'
import type { User } from '../domain/records'
import { type Account, enrolledUser, forgetAccount, rememberAccount } from '../local/account'
import { PhoneDb } from '../local/db'
import { signRequest } from '../local/deviceKey'
import { unsentNames } from '../local/blobs'
import { askToPersist } from '../local/browser'
import { countUnsettled } from '../local/outbox'
import { forgetRegister } from '../local/pages'
import { type Answer, refused } from './answer'

const OFFLINE = '连不上服务器。登录需要网络，请到有信号的地方再试。'

const NOT_HERE = '这里是网格员用的手机端。此账号请打开办公端登录。'

const isFieldworker = (user: User) => user.role === 'worker' || user.role === 'village'

// Where this phone is enrolled for the account, the session is opened with its key, and is good with it alone.
async function openSession(username: string, password: string): Promise<User> {
  const enrolled = await enrolledUser(username)
  if (!enrolled) return client.signIn(username, password)
  const db = new PhoneDb(enrolled)
  return client.signIn(username, password, (request) => signRequest(db, request)).finally(() => db.close())
}

/** Sign in and remember who it is. */
export async function signIn(username: string, password: string): Promise<Answer<Account>> {
  try {
    const user = await openSession(username, password)
    if (!isFieldworker(user)) {
      await client.signOut()
      return { ok: false, message: NOT_HERE }
    }
    const account = { user, username }
    await rememberAccount(account)
    // Asked for and never relied on; the next push tells the office what the browser promised.
    void askToPersist()
    return { ok: true, value: account }
  } catch (failure) {
    // Only accounts of the office have a second step, and the phone's app is not for them.
    if (failure instanceof client.Refusal && failure.code === 'code_needed') return { ok: false, message: NOT_HERE }
    return refused(failure, OFFLINE)
  }
}

const PASSWORD_WRONG = '密码不对，或者账号已停用。请核对后再试；忘了密码请联系县级管理员。'

/** Sign in anew whom the phone knows, who types their password alone. */
export async function signInAgain(username: string, password: string): Promise<Answer<Account>> {
  const answer = await signIn(username, password)
  return !answer.ok && answer.code === 'sign_in_failed' ? { ...answer, message: PASSWORD_WRONG } : answer
}

/** Why nobody may sign out yet; null when nothing waits. */
export async function whyStay(db: PhoneDb): Promise<string | null> {
  const waiting = await countUnsettled(db)
  if (waiting > 0) return `还有 ${waiting} 条记录没有上传。请联网上传完再退出，以免丢失。`
  const images = (await unsentNames(db)).length
  return images > 0 ? `还有 ${images} 张签名或照片没有上传。请联网上传完再退出，以免丢失。` : null
}

/** Sign out, unless something recorded here was not sent yet. */
export async function signOut(db: PhoneDb): Promise<Answer<null>> {
  const message = await whyStay(db)
  if (message) return { ok: false, message }
  try {
    await client.signOut()
  } catch (failure) {
    // A session the server already ended is as good as signed out.
    if (!(failure instanceof client.Refusal && failure.status === 401) || isGate(failure)) return refused(failure, OFFLINE)
  }
  await forgetRegister(db)
  await forgetAccount()
  return { ok: true, value: null }
}
