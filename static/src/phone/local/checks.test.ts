// Doors to ask at are kept sealed, answered offline as safely as visits are saved, and gone when nothing is asked there any more.
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHECK_ANSWERS, type CheckAnswer } from '@shared/checks'
import { heardWords, isAsked, tallyChecks } from '../domain/checks'
import { entryName } from '../domain/exclusion'
import type { CheckDraft } from '../domain/begun'
import type { Check, CheckData, Entry } from '../domain/records'
import { sampleCheckData, sampleDoorData, samplePage, sampleSnapshot, sampleVerdicts } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { openChecks } from './checks'
import { PhoneDb } from './db'
import { checkDraftOf } from './doors'
import { findDraft, saveDraft } from './drafts'
import { startOver } from './history'
import { readMeta } from './meta'
import { openedEntries } from './opened'
import { countOpen, waitingIds } from './outbox'
import { adoptScope, applyPage, applySnapshot, forgetRegister, type PageItem } from './pages'
import { dropRegister, lockRegister } from './register'
import { forgetBackedUp } from './retention'
import { takePushAnswer } from './settling'
import { recordCheck } from './visits'
import { wipeDoors } from './wiping'

const SAMPLE = new URL('../../../../tests/data/events/check-1.json', import.meta.url)
let db: PhoneDb

const item = (given: Partial<CheckData> = {}): PageItem => {
  const data = sampleCheckData(given)
  return { seq: 5, kind: 'check', id: data.id, data }
}
const gone = (id: string): PageItem => ({ seq: 6, kind: 'check', id, data: null })
const told = (...items: PageItem[]) => applyPage(db, samplePage({ items, next: 9 }))
const checks = async () => openChecks(db, await db.checks.toArray())
const one = async (id = 'check-1') => (await checks()).find((check) => check.id === id)!
const ids = () => db.checks.toCollection().primaryKeys()
const settle = (entry: Entry, given = {}) =>
  takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))

async function answer(answer: CheckAnswer, given: Partial<Check> = {}, note = ''): Promise<Entry> {
  const check = { ...(await one()), ...given }
  return recordCheck(db, { check, answer, signature: answer === 'away' ? null : 'own', note })
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
})

describe('what is told', () => {
  it('comes by a page and by a snapshot alike, and goes with the word that nothing is asked', async () => {
    await told(item(), item({ id: 'check-2', household_id: 'elsewhere-2' }))
    expect(await one()).toMatchObject({ householder: '欧阳静好', address: '石榴巷3号', local_answer: null, local_away: 0 })

    await told(gone('check-1'))
    expect(await ids()).toEqual(['check-2'])

    await applySnapshot(db, sampleSnapshot({ items: [item({ id: 'check-3', household_id: 'elsewhere-3' })] }))
    expect(await ids()).toEqual(['check-3'])
  })

  it('is replaced by the first page of a snapshot, and not by its others', async () => {
    await told(item())
    await applySnapshot(db, sampleSnapshot({ items: [item({ id: 'check-2' })], after: 'door-1' }))
    await applySnapshot(db, sampleSnapshot({ items: [] }))
    expect(await ids()).toEqual(['check-2'])
  })

  it('begins anew with other grids, and nothing that is not told again stays', async () => {
    await adoptScope(db, samplePage())
    await told(item())
    expect(await adoptScope(db, samplePage({ scope: ['341825100201009'] }))).toBe(true)
    await applySnapshot(db, sampleSnapshot({ scope: ['341825100201009'] }))
    expect(await ids()).toEqual([])
  })

  it('is sealed: no name and no address stands in the tables, and without the key none is shown', async () => {
    await told(item())
    await answer('denied', {}, '老人说没人来过')
    await saveDraft(db, { household_id: checkDraftOf('check-1'), answer: 'denied', signature: null, note: '写到一半', saved_at: '' })

    const tables = JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())))
    expect(['欧阳静好', '石榴', '老人说', '写到一半'].filter((text) => tables.includes(text))).toEqual([])
    expect(await checks()).toHaveLength(1)
    lockRegister(db)
    await db.keys.delete('register')
    expect(await checks()).toEqual([])
  })

  it.each([['dropped', dropRegister], ['signed out', forgetRegister], ['ended', wipeDoors]] as const)('goes with the doors when the phone is %s', async (_how, clear) => {
    await told(item())
    await clear(db)
    expect(await ids()).toEqual([])
  })

  it('is another door now: renamed, moved or forgotten on the server, it is so here, with what was heard', async () => {
    await told(item())
    await answer('away')
    await told(item({ householder: '已依规删除', address: '石榴巷5号', lat: 30.3 }))
    expect(await one()).toMatchObject({ householder: '已依规删除', address: '石榴巷5号', lat: 30.3, local_away: 1 })
  })
})

describe('what is heard', () => {
  beforeEach(() => told(item()))

  it('is one event with its place in the outbox, and shows at the door at once', async () => {
    const entry = await answer('confirmed', {}, '讲了刷单')

    expect(entry).toMatchObject({ type: 'check', schema_version: 1, device_seq: 1, state: 'waiting', title: '欧阳静好', outcome: null })
    expect(entryName(entry)).toBe(`抽查：${CHECK_ANSWERS.confirmed}`)
    expect(await readMeta(db, 'device_seq')).toBe(1)
    expect(await waitingIds(db, new Set())).toEqual([entry.id])
    expect(await countOpen(db)).toMatchObject({ waiting: 1, attention: 0 })
    expect([isAsked(await one()), heardWords(await one())]).toEqual([true, CHECK_ANSWERS.confirmed])
  })

  it('says just what the stored sample of its version says', async () => {
    const { body } = await answer('denied', {}, '老人说没人来过')
    const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { body: Record<string, unknown> }

    expect(Object.keys(JSON.parse(body)).sort()).toEqual(Object.keys(sample.body).sort())
    expect(JSON.parse(body)).toMatchObject({ door_id: 'check-1', household_id: 'elsewhere-1', answer: 'denied', signature: 'own' })
  })

  it('leaves a door to be knocked at again after one knock, and not after two', async () => {
    await answer('away')
    expect(isAsked(await one())).toBe(false)
    const second = await answer('away')
    expect(tallyChecks(await checks())).toEqual({ asked: 1, all: 1 })

    await settle(second)
    await told(item({ times_away: 2 }))
    // The first still waits, and the server has told of one more.
    expect(await one()).toMatchObject({ times_away: 2, local_away: 1 })
    // They are met after all.
    await answer('confirmed')
    expect(heardWords(await one())).toBe(CHECK_ANSWERS.confirmed)
  })

  it('is said anew by the newest, and stays shown until the server tells of it', async () => {
    const first = await answer('denied')
    const second = await answer('confirmed')
    expect(await one()).toMatchObject({ local_answer: 'confirmed' })

    await settle(first)
    await settle(second)
    expect(await one()).toMatchObject({ local_answer: 'confirmed', answer: null })
    await told(item({ answer: 'confirmed' }))
    expect(await one()).toMatchObject({ local_answer: null, answer: 'confirmed' })
  })

  it('is not shown as heard where the server set it aside', async () => {
    await settle(await answer('denied'), { status: 'quarantined', code: 'unknown_check' })
    expect([isAsked(await one()), await countOpen(db)]).toMatchObject([false, { waiting: 0, reviewing: 1 }])
  })

  it('is sent though the round has ended meanwhile, and whose door it was is forgotten then', async () => {
    const entry = await answer('denied', {}, '老人说没人来过')
    await told(gone('check-1'))
    expect(await waitingIds(db, new Set())).toEqual([entry.id])
    expect((await openedEntries(db, [(await db.outbox.get(entry.id))!]))[0]).toMatchObject({ title: '欧阳静好', body: entry.body })

    await settle(entry)
    await forgetBackedUp(db)
    const [shown] = await openedEntries(db, await db.outbox.toArray())
    expect([shown!.title, shown!.note, entryName(shown!)]).toEqual(['户主信息已清除', '', `抽查：${CHECK_ANSWERS.denied}`])
  })

  it('keeps its name while it is asked there, and where the door is one of mine', async () => {
    const entry = await answer('denied')
    await settle(entry)
    await forgetBackedUp(db)
    await applyPage(db, samplePage({ items: [{ seq: 7, kind: 'household', id: 'elsewhere-1', data: sampleDoorData({ id: 'elsewhere-1' }) }], next: 10 }))
    await told(gone('check-1'))
    expect((await openedEntries(db, await db.outbox.toArray()))[0]!.title).toBe('欧阳静好')
  })

  it('is brought again to a server that went back to a backup', async () => {
    const entry = await answer('denied')
    await settle(entry)
    await told(item({ answer: 'denied' }))
    await startOver(db)
    expect(await waitingIds(db, new Set())).toEqual([entry.id])
    await applySnapshot(db, sampleSnapshot({ items: [item()] }))
    expect(await one()).toMatchObject({ answer: null, local_answer: 'denied' })
  })

  it('has a draft that survives a reload, and goes when it is saved or nothing is asked any more', async () => {
    const begun: CheckDraft = { household_id: checkDraftOf('check-1'), answer: 'denied', signature: null, note: '写到一半', saved_at: '' }
    await saveDraft(db, begun)
    db.close()
    db = new PhoneDb(db.userId)
    expect(await findDraft<CheckDraft>(db, checkDraftOf('check-1'))).toMatchObject({ answer: 'denied', note: '写到一半' })

    await answer('denied')
    expect(await findDraft(db, checkDraftOf('check-1'))).toBeUndefined()
    await saveDraft(db, begun)
    await told(gone('check-1'))
    expect(await db.drafts.count()).toBe(0)
  })
})
