// A visit is taken back on the phone: the door shows what stood there before, and nothing goes ahead of what it takes back.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { daysWork, visitedToday } from '../domain/today'
import { sampleDoor, sampleHeard, sampleVerdicts, sampleVisit } from '../domain/samples'
import { mayWithdraw, savedWords, undoSeconds } from '../domain/withdrawal'
import { dayOf } from '@shared/words'
import { PhoneDb } from './db'
import { openBodies } from './entries'
import { startOver } from './history'
import { countOpen, newestEntries, newestVisits, waitingIds } from './outbox'
import { takePushAnswer } from './settling'
import { takeDecision } from './verdicts'
import { recordVisit, recordVisits, recordWithdrawals } from './visits'

let db: PhoneDb
const today = dayOf(new Date())

beforeEach(async () => {
  db = new PhoneDb(crypto.randomUUID())
  await db.households.add(sampleDoor())
})

it('shows at the door what stood there before, and counts nothing of it', async () => {
  await recordVisit(db, sampleVisit({ come_back_at: '2026-11-26T19:00:00+08:00' }))
  const refused = await recordVisit(db, sampleVisit({ outcome: 'refused' }))

  await recordWithdrawals(db, [refused], 'undone')
  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: 'no_answer', local_come_back_at: '2026-11-26T19:00:00+08:00' })

  const first = (await newestEntries(db, 10)).find(({ outcome }) => outcome === 'no_answer')!
  await recordWithdrawals(db, [first], 'wrong_door')
  expect(await db.households.get('door-1')).toMatchObject({ local_outcome: null, local_visited_at: null, local_come_back_at: null })
  const entries = await newestEntries(db, 10)
  expect(daysWork(entries, today)).toEqual([])
  expect(visitedToday(entries, new Date()).size).toBe(0)
})

it('is an event that names the visit, with a number of its own', async () => {
  const visit = await recordVisit(db, sampleVisit())
  const [back] = await recordWithdrawals(db, [visit], 'twice')
  const [{ body } = { body: '' }] = await openBodies(db, [back!])

  expect(JSON.parse(body)).toMatchObject({ visit_id: visit.id, household_id: 'door-1', reason: 'twice' })
  expect([back!.type, back!.schema_version, back!.device_seq]).toEqual(['withdrawal', 1, visit.device_seq + 1])
})

it('goes after its visit, however often that came to grief, and not in a run in which that was passed over', async () => {
  const visit = await recordVisit(db, sampleVisit())
  const [back] = await recordWithdrawals(db, [visit], 'undone')
  const other = await recordVisit(db, sampleVisit())
  await db.outbox.update(visit.id, { attempts: 3 })

  expect(await waitingIds(db, new Set())).toEqual([other.id, visit.id, back!.id])
  expect(await waitingIds(db, new Set([visit.id]))).toEqual([other.id])
})

it('asks nobody to read of a visit that they took back themselves', async () => {
  const visit = await recordVisit(db, sampleVisit())
  await recordWithdrawals(db, [visit], 'undone')
  const [taken] = (await newestEntries(db, 10)).filter(({ type }) => type === 'visit')
  const sent = { entries: [taken!], blobs: [], phone: null }
  await takePushAnswer(db, sent, sampleVerdicts([taken!], {}, sampleHeard(5)))
  const decision = { id: visit.id, raw_sha256: null, status: 'withdrawn' as const, receipt: 5, reason: '刚保存就撤销', by_name: '我', withdrawn_on: today }
  await takeDecision(db, decision)

  const [now] = await newestVisits(db)
  expect(now).toMatchObject({ taken_back: true, state: 'attention' })
  expect(await countOpen(db)).toMatchObject({ attention: 0, reviewing: 0 })
  // Nor where it is brought again to a server that was restored.
  await startOver(db)
  await takePushAnswer(db, sent, sampleVerdicts([taken!], { status: 'needs_review' }, sampleHeard(5)))
  expect((await newestVisits(db))[0]?.state).toBe('attention')
  expect(await countOpen(db)).toMatchObject({ attention: 0, reviewing: 0 })
  expect(mayWithdraw(now!)).toBe(false)
})

it('may be undone for a minute, whatever the clock did since', async () => {
  const visit = await recordVisit(db, sampleVisit())
  const at = Date.parse(visit.recorded_at)
  expect([at, at + 59_500, at + 60_000, at - 61_000].map((now) => undoSeconds(visit, now))).toEqual([60, 1, 0, 0])
})

it('offers to undo all of what was recorded at once, and nothing that was recorded before', async () => {
  await recordVisit(db, sampleVisit())
  // Two saves are never in one millisecond on a phone.
  await new Promise((later) => setTimeout(later, 2))
  const corridor = await recordVisits(db, ['door-2', 'door-3'].map((id) => sampleVisit({ household: sampleDoor({ id }) })))
  expect((await newestVisits(db)).map(({ household_id }) => household_id).sort()).toEqual(['door-2', 'door-3'])
  expect(savedWords(corridor)).toBe('2 户已记“无人”')

  await recordWithdrawals(db, corridor.slice(0, 1), 'wrong_door')
  expect((await newestVisits(db)).filter(mayWithdraw).map(({ household_id }) => household_id)).toEqual(['door-3'])
})
