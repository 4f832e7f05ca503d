// Nobody signs out while something recorded here was not sent, and what is said to whoever may not sign in.
import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleHeard, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { takeBlobAnswer } from '../local/blobs'
import { PhoneDb } from '../local/db'
import { takePushAnswer } from '../local/settling'
import { recordVisit } from '../local/visits'
import { signIn, signOut, whyStay } from './account'

vi.mock('../api/client', async (original) => ({ ...(await original<typeof client>()), signIn: vi.fn(), signOut: vi.fn() }))

it('says at once why not, without asking the server, and lets go when all was sent', async () => {
  const db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))

  expect(await whyStay(db)).toContain('1 条记录没有上传')
  expect(await signOut(db)).toMatchObject({ ok: false })
  expect(client.signOut).not.toHaveBeenCalled()

  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], {}))
  expect(await whyStay(db)).toContain('1 张签名或照片没有上传')

  await takeBlobAnswer(db, entry.blobs[0]!, { ...sampleHeard(), receipt: 8 })
  expect(await whyStay(db)).toBeNull()
  expect(await signOut(db)).toMatchObject({ ok: true })
})

it('is not signed out by a gate on the way', async () => {
  vi.mocked(client.signOut).mockRejectedValueOnce(new client.Refusal(401, 'http_401', '服务器暂时不能处理（401）', 0))

  expect(await signOut(new PhoneDb(randomId()))).toMatchObject({ ok: false })
})

it("sends the office to its own app, and tells everybody else the server's own sentence", async () => {
  const refuse = (code: string, message: string) =>
    vi.mocked(client.signIn).mockRejectedValueOnce(new client.Refusal(code === 'sign_in_wait' ? 429 : 401, code, message, 0))

  refuse('code_needed', '还需要验证器')
  const office = await signIn('station', 'x')
  refuse('sign_in_wait', '多次输错，请等 30 秒再试。')
  const hasty = await signIn('worker1', 'x')

  expect(office).toMatchObject({ ok: false, message: expect.stringContaining('办公端') })
  expect(hasty).toEqual({ ok: false, message: '多次输错，请等 30 秒再试。', code: 'sign_in_wait' })
})
