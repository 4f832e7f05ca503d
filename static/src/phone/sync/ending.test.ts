// A phone that the office has ended hands in what it has, wipes itself and says so; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { toBase64 } from '@shared/hash'
import type { User } from '../domain/records'
import { sampleDoor, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { rememberedAccount } from '../local/account'
import { PhoneDb } from '../local/db'
import { deviceKey } from '../local/deviceKey'
import { writeMeta } from '../local/meta'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { enrolPhone } from './enrolment'
import { Engine, type SyncStatus } from './engine'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  enrol: vi.fn(),
  showSession: vi.fn(),
  lastParcel: vi.fn(),
  sayWiped: vi.fn(),
}))

let db: PhoneDb
let said: SyncStatus[]
let engine: Engine

async function giveCountyKey(): Promise<void> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  await writeMeta(db, 'rescue_key', { id: 'county', public: toBase64(await crypto.subtle.exportKey('raw', pair.publicKey)) })
}

beforeEach(async () => {
  vi.stubGlobal('navigator', { onLine: true })
  vi.mocked(client.lastParcel).mockReset()
  vi.mocked(client.sayWiped).mockReset()
  const owner: User = { id: randomId(), username: 'worker1', name: '方晓禾', role: 'worker', scope: '341825100200' }
  vi.mocked(client.enrol).mockResolvedValue(owner)
  await enrolPhone(owner, 'ABCDEFGHJK', 'secret')
  db = new PhoneDb(owner.id)
  await db.households.add(sampleDoor())
  await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  said = []
  engine = new Engine(db, owner.id, (status) => said.push(status))
  vi.mocked(client.showSession).mockRejectedValue(new client.Refusal(401, 'phone_ended', '已停用', 0))
})

it('hands in what it has, then nothing is left, then it says so', async () => {
  await giveCountyKey()

  await engine.wake('hand')

  expect(vi.mocked(client.lastParcel).mock.calls[0]?.[0]).toMatchObject({ format: 'qiaomen-rescue', key_id: 'county' })
  expect(client.sayWiped).toHaveBeenCalledOnce()
  expect(said.at(-1)).toMatchObject({ phase: 'ended', wiped: true, message: expect.stringContaining('已交给服务器') })
  expect(await Dexie.exists(db.name)).toBe(false)
  expect(await rememberedAccount()).toBeNull()
})

it('keeps what it could not hand in yet, and no door, and does the rest at the next contact', async () => {
  await giveCountyKey()
  vi.mocked(client.lastParcel).mockRejectedValueOnce(new client.NetworkFailure('连不上', null))

  await engine.wake('hand')

  expect(await db.households.count()).toBe(0)
  expect((await newestEntries(db, 10)).map((entry) => entry.state)).toEqual(['waiting'])
  expect(client.sayWiped).not.toHaveBeenCalled()
  expect(said.at(-1)?.phase).toBe('ended')
  expect(said.at(-1)?.wiped).toBeUndefined()

  await engine.wake('hand')

  expect(said.at(-1)).toMatchObject({ wiped: true })
  expect(await Dexie.exists(db.name)).toBe(false)
})

it('says why the server does not take it yet, and comes again when it said', async () => {
  await giveCountyKey()
  vi.mocked(client.lastParcel).mockRejectedValueOnce(new client.Refusal(429, 'blob_quota', '今天上传的照片已满 200 MB', 3600))

  await engine.wake('hand')

  expect(said.at(-1)).toMatchObject({ phase: 'ended', message: expect.stringContaining('已满 200 MB') })
  await engine.wake('timer')
  expect(client.lastParcel).toHaveBeenCalledOnce()
  expect(await db.outbox.count()).toBe(1)
})

it('hands in, too, what another tab saved while it said that it was done', async () => {
  await giveCountyKey()
  vi.mocked(client.sayWiped).mockImplementationOnce(async () => {
    await recordVisit(new PhoneDb(db.userId), sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  })

  await engine.wake('hand')

  expect(client.lastParcel).toHaveBeenCalledTimes(2)
  expect(said.at(-1)).toMatchObject({ wiped: true, message: expect.stringContaining('已交给服务器') })
  expect(await Dexie.exists(db.name)).toBe(false)
})

it('keeps what does not open now, and hands it in when it does', async () => {
  await giveCountyKey()
  const closed = vi.spyOn(crypto.subtle, 'decrypt').mockRejectedValue(new DOMException('not now', 'OperationError'))
  await engine.wake('hand')
  closed.mockRestore()

  expect(client.sayWiped).not.toHaveBeenCalled()
  expect(said.at(-1)?.message).toContain('1 条记录交不出去')
  expect(await db.outbox.count()).toBe(1)

  await engine.wake('hand')

  expect(said.at(-1)).toMatchObject({ wiped: true })
})

it('keeps a record whose picture does not open now, and hands it in with it when it does', async () => {
  await giveCountyKey()
  const [picture] = await db.blobs.toArray()
  await db.blobs.update(picture!.sha256, { data: new ArrayBuffer(64) })
  await engine.wake('hand')

  expect(client.sayWiped).not.toHaveBeenCalled()
  expect(said.at(-1)?.message).toContain('1 条记录交不出去')
  expect([await db.outbox.count(), await db.blobs.count()]).toEqual([1, 1])

  await db.blobs.put(picture!)
  await engine.wake('hand')

  expect(client.lastParcel).toHaveBeenCalledTimes(2)
  expect(said.at(-1)).toMatchObject({ wiped: true })
})

it('never throws away what nobody can read, for want of a county key', async () => {
  await engine.wake('hand')

  expect(client.lastParcel).not.toHaveBeenCalled()
  expect(client.sayWiped).not.toHaveBeenCalled()
  expect(said.at(-1)?.message).toContain('1 条记录交不出去')
  expect(await db.outbox.count()).toBe(1)
  expect(await deviceKey(db)).toBeDefined()
})

it('does not end for any other refusal', async () => {
  vi.mocked(client.showSession).mockRejectedValue(new client.Refusal(401, 'signature_wrong', '签名核对不上', 0))

  await engine.wake('hand')

  expect(said.at(-1)?.phase).toBe('signed_out')
  expect(await db.households.count()).toBe(1)
})
