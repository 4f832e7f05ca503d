// The rows in memory are those in the database after every kind of write, from this page or another one.
import 'fake-indexeddb/auto'
import Dexie, { RangeSet, liveQuery } from 'dexie'
import { beforeEach, expect, it, vi } from 'vitest'
import { sampleDoor } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'

let db: PhoneDb

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await db.households.bulkAdd(Array.from({ length: 120 }, (_, n) => sampleDoor({ id: `door-${n}` })))
})

async function same(): Promise<void> {
  const byId = (rows: { id: string }[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  expect(byId(await db.rows.all())).toEqual(byId(await db.households.toArray()))
}

it('is what stands in the database after every kind of write', async () => {
  await same()
  await db.households.update('door-3', { released: true })
  await same()
  await db.households.bulkDelete(['door-4', 'door-5'])
  await same()
  await db.households.put(sampleDoor({ id: 'new' }))
  await same()
  await db.households.bulkPut(Array.from({ length: 80 }, (_, n) => sampleDoor({ id: `many-${n}` })))
  await same()
  await db.households.where('id').startsWith('many').modify({ released: true })
  await same()
  await db.households.where('id').startsWith('many').delete()
  await same()
  await db.households.clear()
  await same()
})

it('keeps the row of a door that was not written, and reads no others', async () => {
  const before = new Map((await db.rows.all()).map((row) => [row.id, row]))
  const read = vi.spyOn(db.households, 'toArray')
  await db.households.update('door-7', { local_outcome: 'taught' })

  const after = await db.rows.all()

  expect(after.filter((row) => before.get(row.id) !== row).map(({ id }) => id)).toEqual(['door-7'])
  expect(read).not.toHaveBeenCalled()
})

it('knows at once what was just written, and what was rolled back it never had', async () => {
  await db.rows.all()
  await db.transaction('rw', db.households, () => db.households.update('door-1', { local_outcome: 'refused' }))
  expect((await db.rows.all()).find(({ id }) => id === 'door-1')?.local_outcome).toBe('refused')

  await expect(
    db.transaction('rw', db.households, async () => {
      await db.households.update('door-1', { local_outcome: 'taught' })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect((await db.rows.all()).find(({ id }) => id === 'door-1')?.local_outcome).toBe('refused')
})

it('hears of what another connection wrote', async () => {
  await db.rows.all()
  const other = new PhoneDb(db.userId)
  await other.households.update('door-2', { local_outcome: 'moved' })
  await same()
  other.end()
})

it('has a live query asked again when a door is written', async () => {
  const told: number[] = []
  const following = liveQuery(async () => (await db.rows.all()).filter((row) => row.released).length).subscribe((count) => told.push(count))
  await vi.waitFor(() => expect(told).toEqual([0]))
  await db.households.update('door-9', { released: true })
  await vi.waitFor(() => expect(told.at(-1)).toBe(1))
  await db.households.clear()
  await vi.waitFor(() => expect(told.at(-1)).toBe(0))
  following.unsubscribe()
})

it('reads all of them again in a page that the browser had put aside', async () => {
  const kept = await db.rows.all()
  Dexie.on.storagemutated.fire({ all: new RangeSet(-Infinity, [[]]) })
  const again = await db.rows.all()
  expect(again.filter((row) => kept.includes(row))).toEqual([])
  await same()
})

it('hears nothing where no rows are asked for, nor after the end', async () => {
  const listening = () => (Dexie.on.storagemutated as unknown as { subscribers: unknown[] }).subscribers.length
  const before = listening()
  const other = new PhoneDb(db.userId)
  await other.households.count()
  expect(listening()).toBe(before)
  await other.rows.all()
  expect(listening()).toBe(before + 1)
  other.end()
  expect(listening()).toBe(before)
})

it('takes a range that came without its methods', async () => {
  await db.rows.all()
  await db.households.update('door-9', { released: true })
  Dexie.on.storagemutated.fire(JSON.parse(JSON.stringify({ [`idb://${db.name}/households/`]: { d: 1, from: 'door-8', to: 'door-8' } })))
  await same()
})
