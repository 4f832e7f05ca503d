// Pictures go after their visits, one at a time and in pieces; a bad one holds up nothing.
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { attentionWords } from '../domain/badge'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { unsentByAttempts } from '../local/blobs'
import { PhoneDb } from '../local/db'
import { newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { whyStay } from './account'
import { sendBlobs } from './blobs'
import { exchange } from './exchange'
import { FakeServer } from './fakeServer'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
  putBlob: vi.fn(),
  findOffset: vi.fn(),
  patchBlob: vi.fn(),
}))
const putBlob = vi.mocked(client.putBlob)
const patchBlob = vi.mocked(client.patchBlob)

const KB = 1024
let db: PhoneDb
let server: FakeServer

function photo(bytes: number, mark: number): ArrayBuffer {
  return new Uint8Array(bytes).fill(mark).buffer
}

async function visitWith(...photos: ArrayBuffer[]): Promise<string[]> {
  return (await recordVisit(db, sampleVisit({ photos }))).blobs
}

const refusal = (status: number, code: string) => new client.Refusal(status, code, '这张照片不行。', 0)
const stored = () => [...server.kept.blobs.keys()]

beforeEach(async () => {
  server = new FakeServer()
  vi.mocked(client.push).mockReset().mockImplementation(server.push)
  vi.mocked(client.pull).mockReset().mockImplementation(server.pull)
  vi.mocked(client.snapshot).mockReset().mockImplementation(server.snapshot)
  vi.mocked(client.findOffset).mockReset().mockImplementation(server.findOffset)
  putBlob.mockReset().mockImplementation(server.putBlob)
  patchBlob.mockReset().mockImplementation(server.patchBlob)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})
afterEach(() => vi.restoreAllMocks())

it('lets the visit go ahead of its photos, and sends each as its size asks', async () => {
  const [small, middle, large] = await visitWith(photo(9 * KB, 1), photo(200 * KB, 2), photo(300 * KB, 3))

  expect(await exchange(db, () => {})).toBe('nothing')

  expect(vi.mocked(client.push).mock.calls[0]![0].blobs.map(({ sha256 }) => sha256)).toEqual([small])
  expect(putBlob.mock.calls.map(([sha256]) => sha256)).toEqual([middle])
  expect(patchBlob.mock.calls.map(([piece]) => [piece.sha256, piece.offset, piece.length])).toEqual(
    [0, 64, 128, 192, 256].map((offset) => [large, offset * KB, 300 * KB]),
  )
  expect((await db.blobs.get(large!))?.state).toBe('received')
})

it('goes on from the last piece after a cut', async () => {
  await visitWith(photo(300 * KB, 1))
  patchBlob.mockImplementationOnce(server.patchBlob).mockImplementationOnce(async (piece) => {
    await server.patchBlob(piece)
    throw new client.NetworkFailure('cut', null)
  })
  expect(await sendBlobs(db)).toBe('some')

  expect(await sendBlobs(db)).toBe('nothing')

  expect(patchBlob.mock.calls.map(([piece]) => piece.offset / KB)).toEqual([0, 64, 128, 192, 256])
})

it('asks for the receipt of a photo that is there already, with one byte', async () => {
  const [sha256] = await visitWith(photo(300 * KB, 1))
  server.kept.blobs.set(sha256!, 99)

  await sendBlobs(db)

  expect(patchBlob.mock.calls.map(([piece]) => piece.data.byteLength)).toEqual([1])
  expect(await db.blobs.get(sha256!)).toMatchObject({ state: 'received', receipt: 100 })
})

it('begins a spoilt photo again, but not for ever', async () => {
  await visitWith(photo(200 * KB, 1))
  putBlob.mockRejectedValue(refusal(422, 'blob_damaged'))

  expect(await sendBlobs(db)).toBe('some')

  expect(putBlob.mock.calls.length).toBe(3)
  expect(await unsentByAttempts(db)).toHaveLength(1)
})

it.each(['blob_not_an_image', 'blob_too_large'])('sets a photo aside that is never taken (%s), and its visit says why', async (code) => {
  const [bad, good] = await visitWith(photo(200 * KB, 1), photo(200 * KB, 2))
  putBlob.mockImplementation((sha256, data) => (sha256 === bad ? Promise.reject(refusal(422, code)) : server.putBlob(sha256, data)))

  expect(await exchange(db, () => {})).toBe('nothing')

  expect(await newestEntries(db, 1)).toMatchObject([{ state: 'attention', verdict: 'created', message: '这张照片不行。' }])
  expect(stored()).toEqual([good])
})

it('sets a photo aside that does not open in three runs; its visit says so, and nobody is kept from signing out', async () => {
  const [bad, good] = await visitWith(photo(200 * KB, 1), photo(200 * KB, 2))
  // That the line failed it before says nothing of whether it opens.
  await db.blobs.update(bad!, { data: photo(200 * KB, 9), attempts: 7, code: 'no_answer' })

  const left = []
  for (let run = 0; run < 4; run += 1) left.push(await exchange(db, () => {}))

  expect(left).toEqual(['some', 'some', 'nothing', 'nothing'])

  const [entry] = await newestEntries(db, 1)
  expect([entry!.state, attentionWords(entry!)]).toEqual(['attention', '照片（签名）在本机已损坏，无法上传'])
  expect([stored(), await whyStay(db)]).toEqual([[good], null])
})

it('never lets a photo that breaks the line hold up the others', async () => {
  const names = await visitWith(photo(200 * KB, 1), photo(200 * KB, 2), photo(200 * KB, 3))
  const [bad] = await unsentByAttempts(db)
  putBlob.mockImplementation(async (sha256, data) => {
    if (sha256 === bad) throw new client.NetworkFailure('cut', null)
    return server.putBlob(sha256, data)
  })
  expect(await exchange(db, () => {})).toBe('some')

  expect(await exchange(db, () => {})).toBe('some')

  expect(stored().sort()).toEqual(names.filter((sha256) => sha256 !== bad).sort())
  expect((await newestEntries(db, 1))[0]?.state).toBe('received')
})

it.each([
  [401, 'signed_out'],
  [429, 'too_often'],
  [507, 'disk_full'],
])('stops when the server will not hear anything more (%i)', async (status, code) => {
  await visitWith(photo(200 * KB, 1))
  putBlob.mockRejectedValue(refusal(status, code))

  await expect(sendBlobs(db)).rejects.toMatchObject({ code })

  expect(await unsentByAttempts(db)).toHaveLength(1)
})

it("does not stop for one account's share of a day", async () => {
  await visitWith(photo(200 * KB, 1))
  putBlob.mockRejectedValue(refusal(429, 'blob_quota'))

  expect(await sendBlobs(db)).toBe('some')
})

it('makes way for new visits after half a minute, and goes on with the same photo', async () => {
  await visitWith(photo(300 * KB, 1))
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 8_000))

  expect(await sendBlobs(db)).toBe('more')
  expect(patchBlob.mock.calls.length).toBeLessThan(5)
  expect(await unsentByAttempts(db)).toHaveLength(1)
})
