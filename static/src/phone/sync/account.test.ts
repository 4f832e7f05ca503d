// Nobody signs out while something recorded here was not sent.
import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleHeard, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { takeBlobAnswer } from '../local/blobs'
import { PhoneDb } from '../local/db'
import { takePushAnswer } from '../local/settling'
import { recordVisit } from '../local/visits'
import { signOut, whyStay } from './account'

vi.mock('../api/client', async (original) => ({ ...(await original<typeof client>()), signOut: vi.fn() }))

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
