// My own grades are asked for, kept without anybody's name in clear, and still there without a network; only api/client.ts is faked.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { countGrades, weekWords, withDoors } from '../domain/grades'
import { sampleDoor } from '../domain/samples'
import { randomId } from '../domain/uuid'
import type { MyGrades } from '../domain/wire'
import { PhoneDb } from '../local/db'
import { findGrades } from '../local/grades'
import { readMeta } from '../local/meta'
import { forgetRegister } from '../local/pages'
import { askGrades } from './grades'

vi.mock('../api/client', async (original) => ({ ...(await original<typeof client>()), myGrades: vi.fn() }))

const visit = (id: string, grade: 'A' | 'D', household_id: string): MyGrades['visits'][number] => ({
  id, household_id, visited_at: '2026-11-24T02:00:00Z', outcome: 'taught', grade, reasons: [{ code: 'near', said: '定位离这一户登记的位置 12 米', bears: 'for' }],
})
const FLAGGED = { id: 'v1', household_id: 'door-1', address: '河滨路1号', visited_at: '2026-11-24T02:00:00Z', outcome: 'taught', grade: 'D' } as const
const TOLD = {
  first_on: '2026-11-23',
  last_on: '2026-11-29',
  items: [{ worker_name: '方晓禾', village_name: '柳溪村', flags: [{ flag: 'far', said: '12 次定位里有 6 次离住户登记的位置太远', of: 12, visits: [FLAGGED] }] }],
  visits: [visit('v2', 'A', 'door-2'), visit('v1', 'D', 'door-1')],
} as unknown as MyGrades
let db: PhoneDb

beforeEach(() => {
  db = new PhoneDb(randomId())
  vi.mocked(client.myGrades).mockReset().mockResolvedValue(TOLD)
})

it('keeps what was told with when, and nothing of it can be read in the table', async () => {
  expect(await askGrades(db)).toMatchObject({ ok: true })

  const kept = (await findGrades(db))!
  expect(kept.visits).toEqual(TOLD.visits)
  expect(kept.seen).toEqual(['12 次定位里有 6 次离住户登记的位置太远'])
  expect(Date.now() - Date.parse(kept.asked_at)).toBeLessThan(60_000)
  expect(weekWords(kept)).toContain('11月23日')
  expect(JSON.stringify(kept)).not.toMatch(/河滨路|方晓禾/)
  const bytes = new Uint8Array((await readMeta(db, 'my_grades'))!)
  expect(new TextDecoder().decode(bytes)).not.toContain('door-1')
})

it('says without a network why it could not ask, and leaves what was told before', async () => {
  await askGrades(db)
  const before = await findGrades(db)
  vi.mocked(client.myGrades).mockRejectedValue(new client.NetworkFailure('连不上服务器', null))

  expect(await askGrades(db)).toEqual({ ok: false, message: '现在连不上服务器，等级要联网才能算。' })
  expect(await findGrades(db)).toEqual(before)
})

it('is gone with the register when somebody signs out', async () => {
  await askGrades(db)
  await forgetRegister(db)

  expect(await findGrades(db)).toBeNull()
})

it('counts every letter, also those that no visit has, and knows the doors of this phone alone', () => {
  expect(countGrades(TOLD.visits)).toEqual([
    { letter: 'A', visits: 1 }, { letter: 'B', visits: 0 }, { letter: 'C', visits: 0 }, { letter: 'D', visits: 1 },
  ])
  expect(withDoors(TOLD.visits, [sampleDoor()]).map(({ name }) => name)).toEqual(['不在本机的一户', '吕建国'])
})
