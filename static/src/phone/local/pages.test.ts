// What the server sends is applied page by page, and never costs a worker an unsent visit.
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../domain/records'
import { sampleCampaign, sampleDoor, sampleDoorData, sampleDraft, samplePage, sampleSlip, sampleSnapshot, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { dropDraft, saveDraft } from './drafts'
import { readMeta } from './meta'
import { adoptScope, applyPage, applySnapshot, type PageItem } from './pages'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'
import { openedDoor, openedEntries } from './opened'

const GRID = '341825100201001'
let db: PhoneDb

function door(id: string, given = {}): PageItem {
  return { seq: 5, kind: 'household', id, data: sampleDoorData({ id, ...given }) }
}

const gone = (id: string): PageItem => ({ seq: 5, kind: 'household', id, data: null })
const told = (next: number, ...items: PageItem[]) => applyPage(db, samplePage({ items, next }))
const doors = () => db.households.toCollection().primaryKeys()

async function settle(entry: Entry): Promise<void> {
  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], {}))
}

beforeEach(() => {
  db = new PhoneDb(randomId())
})

it('moves the cursor with the page', async () => {
  await told(9, door('door-1'))

  expect(await readMeta(db, 'cursor')).toBe(9)
  expect(await openedDoor(db, 'door-1')).toMatchObject({ householder: '吕建国', released: false })
})

it('calls a door by the new name of its grid or village', async () => {
  await told(5, door('door-1', { division_code: GRID }), door('elsewhere', { division_code: '341825100202001' }))
  const renamed = (code: string, level: 'grid' | 'village', name: string): PageItem => {
    return { seq: 6, kind: 'division', id: code, data: { code, level, name, parent_code: null } }
  }

  await told(6, renamed(GRID, 'grid', '桥头网格'), renamed(GRID.slice(0, -3), 'village', '桥头村'))

  expect(await openedDoor(db, 'door-1')).toMatchObject({ grid_name: '桥头网格', village_name: '桥头村' })
  expect(await openedDoor(db, 'elsewhere')).not.toMatchObject({ village_name: '桥头村' })
})

it('keeps what this phone did at a door until the server holds it', async () => {
  await told(5, door('door-1'))
  const entry = await recordVisit(db, sampleVisit({ outcome: 'moved' }))

  await told(6, door('door-1', { phone: '1' }))
  expect(await openedDoor(db, 'door-1')).toMatchObject({ phone: '1', local_outcome: 'moved' })

  await settle(entry)
  await told(7, door('door-1', { last_outcome: 'moved' }))
  expect(await openedDoor(db, 'door-1')).toMatchObject({ last_outcome: 'moved', local_outcome: null })
})

it('begins the next talk at a door as the last one went, long after the server holds that', async () => {
  await told(5, door('door-1'))
  const lesson = { audience: 'elderly' as const, quiz: null, app: { adults: 3, installed: 0, verified: 0, warned: 0 }, firm: null }
  await settle(await recordVisit(db, sampleVisit({ outcome: 'taught', lesson })))
  const talked = { local_outcome: null, local_talk: { listener: 'elderly', adults: 3, role: null } }

  await told(7, door('door-1', { last_outcome: 'taught' }))
  expect(await openedDoor(db, 'door-1')).toMatchObject(talked)

  await applySnapshot(db, sampleSnapshot({ items: [door('door-1')], as_of: 30 }))
  expect(await openedDoor(db, 'door-1')).toMatchObject(talked)
})

it('forgets a door that is no longer mine, but only once nothing of it waits', async () => {
  await db.households.bulkAdd([sampleDoor(), sampleDoor({ id: 'door-2' })])
  const entry = await recordVisit(db, sampleVisit())

  await told(8, gone('door-1'), gone('door-2'))
  expect(await db.households.toArray()).toMatchObject([{ id: 'door-1', released: true }])

  await settle(entry)
  expect(await db.households.count()).toBe(0)
  expect(await db.outbox.count()).toBe(1)
})

it('forgets whose door it was in all that has its verdict, and keeps body and pictures', async () => {
  await db.households.add(sampleDoor())
  const sent = await recordVisit(db, sampleVisit({ note: '独居老人', outcome: 'taught', slip: sampleSlip() }))
  const waiting = await recordVisit(db, sampleVisit({ note: '晚上再来' }))
  await settle(sent)

  await told(8, gone('door-1'))
  expect(await openedEntries(db, await db.outbox.orderBy('device_seq').toArray())).toMatchObject([
    { title: '户主信息已清除', address: '', note: '', body: sent.body, blobs: sent.blobs },
    { title: '吕建国', note: '晚上再来' },
  ])

  await settle(waiting)
  expect((await db.outbox.get(waiting.id))?.title).toBe('户主信息已清除')
  expect(await db.blobs.count()).toBe(1)
})

it('does so in one of several at a door the moment it has its verdict', async () => {
  await db.households.add(sampleDoor())
  const [sent] = [await recordVisit(db, sampleVisit()), await recordVisit(db, sampleVisit())]
  await told(8, gone('door-1'))

  await settle(sent)

  expect((await openedEntries(db, await db.outbox.orderBy('device_seq').toArray())).map(({ title }) => title)).toEqual(['户主信息已清除', '吕建国'])
})

it('keeps a locked door for a draft, and only as long as there is one', async () => {
  await db.households.add(sampleDoor())
  await saveDraft(db, sampleDraft())
  await told(8, gone('door-1'))
  expect(await openedDoor(db, 'door-1')).toMatchObject({ released: true })

  await dropDraft(db, 'door-1')

  expect(await doors()).toEqual([])
})

it('drops the doors outside and reads everything again when my grids change', async () => {
  await adoptScope(db, { scope: [GRID], campaign: 'campaign-1' })
  await db.households.bulkAdd([sampleDoor(), sampleDoor({ id: 'door-2', division_code: '341825100201002' })])
  await told(40)

  expect(await adoptScope(db, { scope: [GRID], campaign: 'campaign-1' })).toBe(false)
  expect(await adoptScope(db, { scope: ['341825100201002'], campaign: 'campaign-1' })).toBe(true)

  expect([await readMeta(db, 'cursor'), await doors()]).toEqual([undefined, ['door-2']])
})

it('keeps the highest anchor, with the page that brought it', async () => {
  await told(9)
  await told(4)
  const broken = { ...door('x'), data: {} } as PageItem

  await expect(told(12, broken)).rejects.toThrow()

  expect(await readMeta(db, 'anchor')).toMatchObject({ seq: 9 })
})

describe('a snapshot', () => {
  it('goes on page by page, and the log is read from its number', async () => {
    await applySnapshot(db, sampleSnapshot({ items: [door('a'), door('b')], as_of: 30, after: 'b' }))
    expect([await readMeta(db, 'snapshot'), await readMeta(db, 'cursor')]).toEqual([{ as_of: 30, after: 'b' }, undefined])

    await applySnapshot(db, sampleSnapshot({ items: [door('c')], as_of: 30 }))

    expect([await readMeta(db, 'snapshot'), await readMeta(db, 'cursor')]).toEqual([undefined, 30])
    expect(await doors()).toEqual(['a', 'b', 'c'])
  })

  it('drops what is not in it any more, each page in its stretch, but never what an unsent visit hangs on', async () => {
    await db.households.bulkAdd(['a', 'b', 'c', 'd', 'e'].map((id) => sampleDoor({ id })))
    await recordVisit(db, sampleVisit({ household: sampleDoor({ id: 'd' }) }))

    await applySnapshot(db, sampleSnapshot({ items: [door('b')], as_of: 30, after: 'b' }))
    expect(await doors()).toEqual(['b', 'c', 'd', 'e'])

    await applySnapshot(db, sampleSnapshot({ items: [door('e')], as_of: 30 }))
    expect(await doors()).toEqual(['b', 'd', 'e'])
    expect(await openedDoor(db, 'd')).toMatchObject({ released: true })
  })

  it('forgets campaigns that it does not tell', async () => {
    await db.campaigns.bulkAdd([sampleCampaign({ id: 'old' }), sampleCampaign()])

    await applySnapshot(db, sampleSnapshot({ items: [{ seq: 1, kind: 'campaign', id: 'campaign-1', data: sampleCampaign() }] }))

    expect(await db.campaigns.toCollection().primaryKeys()).toEqual(['campaign-1'])
  })
})

it('begins anew in another campaign, where every door stands anew, and drops none meanwhile', async () => {
  await adoptScope(db, { scope: [GRID], campaign: 'campaign-1' })
  await applyPage(db, samplePage({ next: 7 }))
  const doors = await db.households.count()

  expect(await adoptScope(db, { scope: [GRID], campaign: 'campaign-2' })).toBe(true)
  expect([await readMeta(db, 'cursor'), await db.households.count()]).toEqual([undefined, doors])
})
