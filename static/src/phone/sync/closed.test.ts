// A record that does not open for a while: nothing goes in its place, and it goes when it opens.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { attentionWords, badgeOf } from '../domain/badge'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from '../local/db'
import { countOpen, newestEntries } from '../local/outbox'
import { recordVisit } from '../local/visits'
import { exchange } from './exchange'
import { FakeServer } from './fakeServer'

vi.mock('../api/client', async (original) => ({
  ...(await original<typeof client>()),
  push: vi.fn(),
  pull: vi.fn(),
  snapshot: vi.fn(),
}))
const push = vi.mocked(client.push)

let db: PhoneDb

const sync = () => exchange(db, () => {})
const badge = async () => badgeOf(await countOpen(db), 'idle').text
const states = async () => (await newestEntries(db, 100)).map((entry) => entry.state)
const closed = () => vi.spyOn(crypto.subtle, 'decrypt').mockRejectedValue(new DOMException('not now', 'OperationError'))
const bodiesSent = () => push.mock.calls.flatMap(([request]) => request.items.map((item) => item.body))

beforeEach(async () => {
  const server = new FakeServer()
  push.mockReset().mockImplementation(server.push)
  vi.mocked(client.pull).mockReset().mockImplementation(server.pull)
  vi.mocked(client.snapshot).mockReset().mockImplementation(server.snapshot)
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
  for (let n = 0; n < 2; n += 1) await recordVisit(db, sampleVisit())
})

it('is not sent as something else, and stays whole', async () => {
  const unseal = closed()
  await sync().catch(() => {})
  unseal.mockRestore()

  expect(bodiesSent()).toEqual([])
  expect(await states()).toEqual(['attention', 'attention'])
  const entries = await newestEntries(db, 100)
  expect(entries.map((entry) => attentionWords(entry))).toEqual(Array(2).fill(expect.stringContaining('打不开')))
  expect(await badge()).toBe('2 条需要处理')
})

it('goes as it was made when it opens again', async () => {
  const unseal = closed()
  await sync().catch(() => {})
  unseal.mockRestore()

  await exchange(db, () => {}, true)

  expect(bodiesSent().map((body) => (JSON.parse(body) as { outcome: string }).outcome)).toEqual(['no_answer', 'no_answer'])
  expect([await states(), await badge()]).toEqual([['received', 'received'], '全部已上传'])
})

it('holds up no other', async () => {
  const [second, first] = await newestEntries(db, 2)
  // What is sealed opens in its own place alone.
  await db.outbox.update(first!.id, { body: (await db.outbox.get(second!.id))!.body })

  await sync()

  expect(bodiesSent()).toHaveLength(1)
  expect(await states()).toEqual(['received', 'attention'])
})
