// A phone makes its own key, enrols with it, and signs what it sends; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import type { User } from '../domain/records'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { enrolledUser, rememberedAccount } from '../local/account'
import { PhoneDb } from '../local/db'
import { deviceKey, signRequest } from '../local/deviceKey'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { signIn, signInAgain } from './account'
import { enrolPhone, lookAtCode } from './enrolment'

vi.mock('../api/client', async (original) => ({ ...(await original<typeof client>()), enrol: vi.fn(), signIn: vi.fn(), lookAtEnrolment: vi.fn() }))
const enrol = vi.mocked(client.enrol)

let owner: User
let db: PhoneDb

beforeEach(() => {
  enrol.mockReset()
  owner = { id: randomId(), username: 'worker1', name: '方晓禾', role: 'worker', scope: '341825100200' }
  enrol.mockResolvedValue(owner)
  db = new PhoneDb(owner.id)
})

const numberOf = (signature: string | null) => signature?.split(':')[1]
const REQUEST = { method: 'GET', path: '/api/v1/sync/pull?since=1', body: '' }

it('shows the key that it made, and keeps what signs where nobody can take it out', async () => {
  expect(await enrolPhone(owner, ' abcde-fghjk ', 'secret')).toMatchObject({ ok: true })

  const key = (await deviceKey(db))!
  expect(enrol.mock.calls[0]?.[0]).toMatchObject({ code: 'ABCDEFGHJK', password: 'secret', public_key: key.public_key })
  await expect(crypto.subtle.exportKey('pkcs8', key.private_key)).rejects.toThrow()
  expect(await rememberedAccount()).toMatchObject({ username: 'worker1' })
})

it('asks again with the same key when the answer was lost', async () => {
  enrol.mockRejectedValueOnce(new client.NetworkFailure('连不上', null))

  expect(await enrolPhone(owner, 'ABCDEFGHJK', 'secret')).toMatchObject({ ok: false })
  expect(await deviceKey(db)).toBeUndefined()
  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')

  const [first, second] = enrol.mock.calls.map(([phone]) => phone.public_key)
  expect(second).toBe(first)
})

it('keeps what was recorded before', async () => {
  await db.households.add(sampleDoor())
  await recordVisit(db, sampleVisit())

  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')

  expect((await newestEntries(db, 10)).map((entry) => entry.state)).toEqual(['waiting'])
})

it('gives no number twice, though two ask at once and the app is opened anew', async () => {
  expect(await signRequest(db, REQUEST)).toBeNull()
  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')

  const signatures = await Promise.all([signRequest(db, REQUEST), signRequest(db, REQUEST)])
  db.close()
  signatures.push(await signRequest(new PhoneDb(owner.id), REQUEST))

  expect(signatures.map(numberOf)).toEqual(['1', '2', '3'])
})

it('signs the next sign-in too, after a sign-out, and not that of somebody else', async () => {
  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')
  const signatures: (string | null | undefined)[] = []
  vi.mocked(client.signIn).mockImplementation(async (_username, _password, by) => {
    signatures.push(await by?.(REQUEST))
    return owner
  })

  await signIn('worker1', 'secret')
  await signIn('somebody-else', 'secret')

  expect(signatures.map((signature) => numberOf(signature ?? null))).toEqual(['1', undefined])
  expect(await enrolledUser('somebody-else')).toBeNull()
})

it('says at once that a code was used, except to the phone whose answer was lost', async () => {
  vi.mocked(client.lookAtEnrolment).mockImplementation(async () => ({ user: owner, is_used: true }))
  expect(await lookAtCode('abcde fghjk')).toMatchObject({ ok: false, message: expect.stringContaining('不能再用') })

  enrol.mockRejectedValueOnce(new client.NetworkFailure('连不上', null))
  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')

  expect(await lookAtCode('abcde fghjk')).toMatchObject({ ok: true })
  expect(await lookAtCode('ABCDE 23456')).toMatchObject({ ok: false })
  vi.mocked(client.lookAtEnrolment).mockImplementation(async () => ({ user: owner, is_used: false }))
  expect(await lookAtCode('ABCDE 23456')).toMatchObject({ ok: true })
})

it('speaks of the password alone where nobody types a user name', async () => {
  vi.mocked(client.signIn).mockRejectedValue(new client.Refusal(401, 'sign_in_failed', '用户名或密码不对，请核对后再试。', 0))

  expect(await signIn('worker1', 'wrong')).toMatchObject({ ok: false, message: expect.stringContaining('用户名') })
  const again = await signInAgain('worker1', 'wrong')

  expect(again).toMatchObject({ ok: false, message: expect.stringContaining('密码不对') })
  expect(again).not.toMatchObject({ message: expect.stringContaining('用户名') })
})
