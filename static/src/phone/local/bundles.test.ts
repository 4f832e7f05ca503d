// The bundles make opening quicker and change nothing: what is shown is what the rows say, and nobody is in them who is not in a row.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { sampleDoorData, samplePage } from '../domain/samples'
import { openJson } from '../domain/sealing'
import { randomId } from '../domain/uuid'
import { keepBundles } from './bundling'
import { PhoneDb } from './db'
import { letGo } from './doors'
import { openDoors } from './opening'
import { applyPage, forgetRegister } from './pages'
import { dropRegister, findRegister } from './register'

const MANY = 300
let db: PhoneDb
const ids = Array.from({ length: MANY }, (_, n) => `door-${n.toString(16).padStart(4, '0')}`)

const told = (id: string, householder: string) => ({ seq: 5, kind: 'household' as const, id, data: sampleDoorData({ id, householder }) })
const tell = (...items: ReturnType<typeof told>[]) => applyPage(db, samplePage({ items }))
const again = () => new PhoneDb(db.userId)
const names = async (on: PhoneDb) =>
  new Map((await openDoors(on, await on.households.toArray())).map((door) => [door.id, door.householder]))

async function bundled(): Promise<string> {
  const { key } = (await findRegister(db))!
  const bundles = await db.bundles.toArray()
  return JSON.stringify(await Promise.all(bundles.map(({ place, sealed }) => openJson(key, sealed, `bundle|${place}`))))
}

async function opened(on: PhoneDb): Promise<number> {
  const open = vi.spyOn(crypto.subtle, 'decrypt')
  await names(on)
  const count = open.mock.calls.length
  open.mockRestore()
  return count
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await tell(...ids.map((id) => told(id, `户主${id}`)))
})

it('opens some dozens of pieces instead of every row, and shows the same', async () => {
  const before = await names(again())
  expect(await opened(again())).toBeGreaterThanOrEqual(MANY)

  await keepBundles(db)

  expect(await opened(again())).toBeLessThan(70)
  expect(await names(again())).toEqual(before)
  expect(before.size).toBe(MANY)
})

it('never shows what a row does not say any more', async () => {
  await keepBundles(db)
  await tell(told(ids[7]!, '新户主'))
  await letGo(db, [ids[8]!], new Set())

  const now = await names(again())

  expect([now.get(ids[7]!), now.has(ids[8]!), now.size]).toEqual(['新户主', false, MANY - 1])
})

it('holds nobody who was let go or renamed, once it is kept anew, and writes only what changed', async () => {
  await keepBundles(db)
  expect(await bundled()).toContain(`户主${ids[8]}`)
  await tell(told(ids[7]!, '新户主'))
  await letGo(db, [ids[8]!], new Set())
  const write = vi.spyOn(db.bundles, 'bulkPut')

  await keepBundles(db)

  expect(write.mock.calls[0]![0]).toHaveLength(2)
  const all = await bundled()
  expect([all.includes(`户主${ids[7]}"`), all.includes(`户主${ids[8]}"`), all.includes('新户主')]).toEqual([false, false, true])
})

it('keeps no bundle of a register that was thrown away or signed out of', async () => {
  await keepBundles(db)
  await forgetRegister(db)
  await keepBundles(db)
  expect(await db.bundles.count()).toBe(0)

  await tell(told(ids[1]!, '李二'))
  await keepBundles(db)
  await dropRegister(db)
  await keepBundles(db)
  expect(await db.bundles.count()).toBe(0)
})

it('opens the rows where bundles are damaged', async () => {
  await keepBundles(db)
  await db.bundles.toCollection().modify((bundle) => void (bundle.sealed = new ArrayBuffer(40)))

  expect((await names(again())).size).toBe(MANY)
})

it('is as the rows are after any changes', async () => {
  for (let round = 0; round < 12; round += 1) {
    const some = ids.filter((_, n) => (n * 7919 + round * 104_729) % 31 === 0)
    if (round % 3) await tell(...some.map((id) => told(id, `第${round}回${id}`)))
    else await letGo(db, some, new Set())
    if (round % 2) await keepBundles(db)
    const plain = again()
    // As if there were none.
    plain.unbundled = Promise.resolve()
    expect(await names(again())).toEqual(await names(plain))
  }
})
