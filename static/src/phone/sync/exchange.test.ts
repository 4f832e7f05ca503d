// A server that was restored from a backup is noticed, and filled again with what this phone retains.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { sampleDoor, sampleDraft, sampleSlip, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { setAside } from '../local/asides'
import { PhoneDb } from '../local/db'
import { deviceId } from '../local/device'
import { findDraft, saveDraft } from '../local/drafts'
import { readMeta, writeMeta } from '../local/meta'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { exchange } from './exchange'
import { FakeServer } from './fakeServer'
import { openedDoor, openedEntries } from '../local/opened'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
  putBlob: vi.fn(),
}))

const SIGNED = { outcome: 'taught', slip: sampleSlip() } as const
let db: PhoneDb
let server: FakeServer

const sync = () => exchange(db, () => {})
const entries = async () => openedEntries(db, await newestEntries(db, 100))

beforeEach(async () => {
  server = new FakeServer()
  vi.mocked(client.push).mockReset().mockImplementation(server.push)
  vi.mocked(client.pull).mockReset().mockImplementation(server.pull)
  vi.mocked(client.snapshot).mockReset().mockImplementation(server.snapshot)
  vi.mocked(client.putBlob).mockReset().mockImplementation(server.putBlob)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('sends what it has heard of with every request', async () => {
  await sync()
  await recordVisit(db, sampleVisit())
  await sync()

  const said = [...vi.mocked(client.push).mock.calls.map(([, one]) => one), ...vi.mocked(client.pull).mock.calls.map(([, , one]) => one)]
  expect(said.map(({ anchor }) => anchor?.seq)).toEqual([undefined, 100, 100, 101])
  expect(said.map(({ account }) => account)).toEqual(Array(4).fill(db.userId))
})

it('brings everything again that came after the backup, and reads everything anew', async () => {
  await recordVisit(db, sampleVisit(SIGNED))
  await sync()
  const backup = server.backup()
  const lost = await recordVisit(db, sampleVisit({ ...SIGNED, slip: sampleSlip({ picture: new Uint8Array([137, 1]).buffer }) }))
  await sync()
  server.restore(backup)

  await sync()

  expect([...server.kept.events.keys()]).toContain(lost.id)
  expect([...server.kept.blobs.keys()]).toContain(lost.blobs[0])
  expect((await entries()).map(({ state, verdict }) => [state, verdict])).toEqual([['received', 'created'], ['received', 'duplicate']])
  expect([vi.mocked(client.snapshot).mock.calls.length, await readMeta(db, 'anchor')]).toMatchObject([2, { seq: server.kept.seq }])
})

it('notices it though the numbers were used again by others', async () => {
  const backup = server.backup()
  const { id } = await recordVisit(db, sampleVisit())
  await sync()
  server.restore(backup)
  server.kept.seq += 50

  await sync()

  expect([...server.kept.events.keys()]).toEqual([id])
})

it('shows at the door what waits again, and leaves aside what it set aside itself', async () => {
  await sync()
  const backup = server.backup()
  const [first, second] = [await recordVisit(db, sampleVisit()), await recordVisit(db, sampleVisit())]
  await setAside(db, second.id, 'too_deep', '读不了')
  await sync()
  server.restore(backup)
  vi.mocked(client.push).mockRejectedValueOnce(new client.Refusal(409, 'history_diverged', '', 0))
  vi.mocked(client.push).mockRejectedValueOnce(new client.NetworkFailure('cut', null))

  await expect(sync()).rejects.toThrow('cut')

  expect((await entries()).map(({ id, state, receipt, code }) => [id, state, receipt, code])).toEqual([
    [second.id, 'attention', null, 'too_deep'],
    [first.id, 'waiting', null, null],
  ])
  expect(await openedDoor(db, 'door-1')).toMatchObject({ local_visited_at: first.recorded_at })
})

it('tells of its lost store again, since the server that had heard of it is gone', async () => {
  await deviceId(db)
  await writeMeta(db, 'lost', { device_id: randomId(), minted_seq: 30, told: true, read: true })
  const backup = server.backup()
  await recordVisit(db, sampleVisit())
  await sync()
  server.restore(backup)

  await sync()

  const told = vi.mocked(client.push).mock.calls.map(([request]) => request.phone?.lost?.minted_seq)
  expect(told).toEqual([undefined, undefined, 30])
  expect(await readMeta(db, 'lost')).toMatchObject({ told: true, read: true })
})

it('gives up for now when the server keeps changing its history', async () => {
  vi.mocked(client.push).mockRejectedValue(new client.Refusal(409, 'history_diverged', '', 0))

  await expect(sync()).rejects.toMatchObject({ code: 'history_diverged' })

  expect(vi.mocked(client.push).mock.calls.length).toBe(3)
})

it('keeps everything until a verified backup holds it, and then only a line', async () => {
  const entry = await recordVisit(db, sampleVisit(SIGNED))
  await sync()
  expect(await entries()).toMatchObject([{ state: 'received', body: entry.body }])

  server.backedUp = server.kept.seq
  await sync()

  expect(await entries()).toMatchObject([{ state: 'backed_up', receipt: 101, body: '', title: '吕建国' }])
  expect(await db.blobs.count()).toBe(0)
})

it('drops what was begun at a door that is not on the phone, once the register is read', async () => {
  await saveDraft(db, sampleDraft({ household_id: 'elsewhere' }))

  await sync()

  expect(await findDraft(db, 'elsewhere')).toBeUndefined()
})
