// Enrols this phone by a code of the office: once, with its owner's password, under a key that is made here and stays here.
import * as client from '../api/client'
import type { User } from '../domain/records'
import { codeOf, proofOf } from '../domain/signing'
import { type Account, rememberAccount, rememberEnrolled } from '../local/account'
import { askToPersist } from '../local/browser'
import { PhoneDb } from '../local/db'
import { deviceId } from '../local/device'
import { adoptKey, isEnrollingWith, keyToEnrol } from '../local/deviceKey'
import { type Answer, refused } from './answer'

const OFFLINE = '连不上服务器。绑定需要网络，请到有信号的地方再试。'

const USED = '这个绑定码已经绑定过一部手机，不能再用。请向村或派出所要一个新的。'

/** Whose phone the code is for, before a password is typed. A used one is good for the phone alone whose answer was lost. */
export async function lookAtCode(typed: string): Promise<Answer<User>> {
  const code = codeOf(typed)
  try {
    const { user, is_used } = await client.lookAtEnrolment(code)
    if (is_used && !(await isEnrollingWith(user.id, code))) return { ok: false, message: USED }
    return { ok: true, value: user }
  } catch (failure) {
    return refused(failure, OFFLINE)
  }
}

async function enrolIn(db: PhoneDb, owner: User, code: string, password: string): Promise<Account> {
  const key = await keyToEnrol(db, code)
  const device_id = await deviceId(db)
  const proof = await proofOf(key, code, device_id)
  const user = await client.enrol({ code, password, device_id, public_key: key.public_key, proof })
  await adoptKey(db, key)
  const account = { user, username: owner.username }
  await rememberEnrolled(account)
  await rememberAccount(account)
  return account
}

/** Enrol it for whom the code is, and sign in; what was recorded here before stays and is sent as before. */
export async function enrolPhone(owner: User, typed: string, password: string): Promise<Answer<Account>> {
  const db = new PhoneDb(owner.id)
  try {
    const account = await enrolIn(db, owner, codeOf(typed), password)
    void askToPersist()
    return { ok: true, value: account }
  } catch (failure) {
    return refused(failure, OFFLINE)
  } finally {
    db.close()
  }
}
