// A door that the register lacks is on the phone at once, stays through whatever is read, and goes or stays as the office says.
import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { doorOf, doorsAt, familyAt, isPhone, missingOf, type NewDoorForm, proposalWords, saysAddress, saysName, stemOf } from '../domain/proposal'
import type { Entry, Proposed } from '../domain/records'
import { sampleDoor, sampleDoorData, samplePage, sampleSlip, sampleSnapshot, sampleVerdicts, sampleVisit } from '../domain/samples'
import { standingOf, tallyDoors } from '../domain/standing'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { openedDoor, openedEntries } from './opened'
import { adoptScope, applyPage, applySnapshot, type PageItem } from './pages'
import { forgetBackedUp } from './retention'
import { takePushAnswer } from './settling'
import { recordProposal, recordVisit } from './visits'

let db: PhoneDb
const SAMPLE = new URL('../../../../tests/data/events/proposal-1.json', import.meta.url)
const GRID = '341825100201001'
const FORM: NewDoorForm = { kind: 'family', grid: GRID, title: '', householder: '孙新', phone: '139 0000 1234', address: '河滨路9号', note: '' }
const AT = { lat_e6: 30_290_000, lon_e6: 118_540_000, accuracy_m: 12, age_ms: 800 }
const NEW = 'door-9'

const propose = () => {
  const household = doorOf(NEW, FORM, { grid_name: '第一网格', village_name: '柳溪村' }, AT)
  return recordProposal(db, { kind: 'new', household, householder: FORM.householder, phone: FORM.phone, position: AT, note: '' })
}
const teach = async () =>
  recordVisit(db, sampleVisit({ household: (await openedDoor(db, NEW))!, outcome: 'taught', slip: sampleSlip() }))
const settle = (entry: Entry, given = {}) =>
  takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], given))

function told(entry: Entry, given: Partial<Proposed> = {}): PageItem {
  const known = sampleDoorData({ householder: '孙新', initials: 'sx', address: '河滨路9号' })
  const { division_code, grid_name, village_name, kind, title, householder, initials, phone, address, lat, lon } = known
  const door = { division_code, grid_name, village_name, kind, title, householder, initials, phone, address, lat, lon }
  const data: Proposed = { id: entry.id, kind: 'new', household_id: NEW, state: 'waiting', refusal: null, by_name: null, door, ...given }
  return { seq: 9, kind: 'proposal', id: entry.id, data }
}
const decided = (state: 'confirmed' | 'refused') => ({ state, refusal: state === 'refused' ? '重复了' : null, by_name: '所长', door: null })
const labelOf = async (entry: Entry) => (await openedEntries(db, [(await db.outbox.get(entry.id))!]))[0]
const hear = (...items: PageItem[]) => applyPage(db, samplePage({ items, next: 9 }))
const readAll = (...items: PageItem[]) => applySnapshot(db, sampleSnapshot({ items, as_of: 9 }))

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('is in the list at once, kept sealed, and sends just what the stored sample has', async () => {
  const entry = await propose()
  const sample = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { body: Record<string, unknown> }

  expect(Object.keys(JSON.parse(entry.body)).sort()).toEqual(Object.keys(sample.body).sort())
  expect(JSON.parse(entry.body)).toMatchObject({ phone: '13900001234', division_code: GRID, door_kind: 'family', position: AT })
  expect(await openedDoor(db, NEW)).toMatchObject({ householder: '孙新', phone: '13900001234', proposed: entry.id, lat: 30.29 })
  expect(JSON.stringify(await db.households.get(NEW))).not.toContain('孙新')
  expect((await openedEntries(db, [entry]))[0]).toMatchObject({ title: '孙新', address: '河滨路9号' })
})

it('is counted apart from the doors of the register', async () => {
  await propose()
  const doors = [(await openedDoor(db, NEW))!, sampleDoor()]

  expect(tallyDoors(doors)).toEqual({ uncovered: 1, covered: 0, covered_here: 0, excluded: 0, all: 1, proposed: 1 })
})

it('keeps what was done there while it waits, and after all is read anew', async () => {
  const entry = await propose()
  const visit = await teach()
  await settle(entry)
  await settle(visit, { status: 'quarantined', code: 'door_unconfirmed', message: '这一户还在等派出所核实' })

  await readAll(told(entry))
  await readAll(told(entry))

  const door = (await openedDoor(db, NEW))!
  expect([standingOf(door), door.proposed, door.initials]).toEqual(['covered', entry.id, 'sx'])
  expect(proposalWords((await db.outbox.get(entry.id))!)).toContain('等派出所或县级核实')
})

it('comes again on a phone that has lost its doors', async () => {
  const entry = await propose()
  await settle(entry)
  await db.households.clear()

  await readAll(told(entry))

  expect(await openedDoor(db, NEW)).toMatchObject({ householder: '孙新', proposed: entry.id })
})

it.each([['confirmed before the door is told', false], ['and after it', true]])('is a door like any other once %s', async (_, doorFirst) => {
  const entry = await propose()
  await settle(entry)
  const household: PageItem = { seq: 8, kind: 'household', id: NEW, data: sampleDoorData({ id: NEW, householder: '孙新', state: 'covered' }) }
  const items = [told(entry, decided('confirmed')), household]

  await hear(...(doorFirst ? items.reverse() : items))

  const door = (await openedDoor(db, NEW))!
  expect([door.proposed ?? null, door.state]).toEqual([null, 'covered'])
  expect(proposalWords((await db.outbox.get(entry.id))!)).toBe('已核实（所长），已记入名册')
})

it('goes when it is refused, with the reason beside what was recorded', async () => {
  const entry = await propose()
  await settle(entry)

  await hear(told(entry, decided('refused')))

  expect(await db.households.get(NEW)).toBeUndefined()
  expect(proposalWords((await db.outbox.get(entry.id))!)).toBe('没有采纳（所长）：重复了')
  await forgetBackedUp(db)
  expect(await labelOf(entry)).toMatchObject({ title: '孙新', address: '河滨路9号' })

  await adoptScope(db, { scope: ['341825100202'], campaign: 'campaign-1' })
  expect(await labelOf(entry)).toMatchObject({ title: '户主信息已清除', address: '' })
})

it.each([
  ['phone', { phone: '139-0000-1234' }, { phone: '13900001234', householder: '', position: null, address: '', division_code: '' }],
  ['moved', { householder: '周八' }, { phone: '', householder: '周八', position: null, address: '', door_kind: null }],
  ['position', { position: AT }, { phone: '', householder: '', position: AT, address: '', title: '' }],
] as const)('says of a door of the register that its %s is wrong, and changes nothing there', async (kind, said, body) => {
  const before = await db.households.get('door-1')
  const entry = await recordProposal(db, { kind, household: sampleDoor(), householder: '', phone: '', position: null, note: '', ...said })

  expect(JSON.parse(entry.body)).toMatchObject({ kind, household_id: 'door-1', ...body })
  expect(await db.households.get('door-1')).toEqual(before)
  await settle(entry)
  await readAll(told(entry, { kind, household_id: 'door-1', door: null }), { seq: 9, kind: 'household', id: 'door-1', data: sampleDoorData() })
  expect(proposalWords((await db.outbox.get(entry.id))!)).toBe('等派出所或县级核实')
  expect(await db.households.count()).toBe(1)
})

it('stays for what is not sent yet when it is refused, and takes nothing new', async () => {
  const entry = await propose()
  await settle(entry)
  await teach()

  await hear(told(entry, decided('refused')))

  expect(await openedDoor(db, NEW)).toMatchObject({ released: true, proposed: entry.id })
})

it('leaves nothing behind when one of the writes fails', async () => {
  db.outbox.hook('creating', () => {
    throw new Error('disk full')
  })

  await expect(propose()).rejects.toThrow()

  expect(await db.households.get(NEW)).toBeUndefined()
})

it.each([
  [{}, ''], [{ address: ' ' }, '请填写地址'], [{ householder: '' }, '请填写户主姓名'], [{ phone: '123' }, '电话号码不对，请核对；没有电话可以不填'],
  [{ phone: '' }, ''], [{ kind: 'merchant' as const }, '请填写店名'], [{ grid: '' }, '请选择这一户在哪个网格'],
])('asks for what it needs: %o', (given, words) => {
  expect(missingOf({ ...FORM, ...given })?.words ?? '').toBe(words)
})

it('takes the beginning of an address that the form came with for none, and says at which field', () => {
  expect(missingOf({ ...FORM, address: '桥东村1组 ' }, '桥东村1组')).toMatchObject({ field: 'address', words: expect.stringContaining('补上门牌号') as string })
  expect(missingOf({ ...FORM, address: '桥东村1组，村口第一家' }, '桥东村1组')).toBeNull()
  expect(missingOf({ ...FORM, phone: '123' })?.field).toBe('phone')
})

it.each([['+86 139-0000-1234', true], ['0563-8012345', true], ['8012345', true], ['１３９００００１２３４', true], ['12345', false], ['', false]])(
  'knows whether %s can be dialled', (text, can) => {
    expect(isPhone(text)).toBe(can)
  },
)

it('begins an address where the one before ends, and tells a name from an address', () => {
  expect(['桥东村1组12号', '3号楼2单元401室', '河滨路'].map(stemOf)).toEqual(['桥东村1组', '3号楼2单元', '河滨路'])
  expect(['孙新', 'sx', '1组15', '河滨路'].map(saysAddress)).toEqual([false, false, true, true])
})

it('of another family tells who lives there now, sealed, until somebody has decided', async () => {
  const moved = await recordProposal(db, { kind: 'moved', household: sampleDoor(), householder: ' 钱新户 ', phone: '', position: null, note: '' })
  const kept = (await db.outbox.get(moved.id))!
  const [opened] = await openedEntries(db, [kept])
  const decidedAs = (state: Proposed['state']) => [{ ...opened!, proposed: { state } as Proposed }]

  expect(JSON.stringify(kept)).not.toContain('钱新户')
  expect([familyAt([opened!]), familyAt(decidedAs('waiting')), familyAt([])]).toEqual(['钱新户', '钱新户', null])
  expect([familyAt(decidedAs('confirmed')), familyAt(decidedAs('refused')), familyAt([{ ...opened!, state: 'attention' }])]).toEqual([null, null, null])
})

it('knows the doors that stand at an address already', () => {
  const doors = [sampleDoor({ id: 'a', address: '桥头组22号' }), sampleDoor({ id: 'b', address: '桥头组2号' })]

  expect(doorsAt(doors, ' 桥头组２２号 ').map(({ id }) => id)).toEqual(['a'])
  expect(doorsAt(doors, '桥头组3号')).toEqual([])
})

it('takes only what may be a name for one', () => {
  expect(['张三', '欧阳新来', '阿依古丽·买买提', '𠮷田'].every(saysName)).toBe(true)
  expect(['zzzzz', '22', '王', '张三1', '桥头组22号', '幸福路', ''].some(saysName)).toBe(false)
})
