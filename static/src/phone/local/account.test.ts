// A phone that changes hands says what the one before left unsent.
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, expect, it } from 'vitest'
import { othersWords } from '../domain/badge'
import { sampleDoor, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { type Account, forgetAccount, othersUnsent, rememberAccount, rememberedAccount } from './account'
import { PhoneDb } from './db'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'

function accountOf(id: string, name: string): Account {
  return { username: id, user: { id, username: id, name, role: 'worker', scope: '341825100200' } }
}

async function recordAs(id: string): Promise<void> {
  const db = new PhoneDb(id)
  await db.households.add(sampleDoor())
  await recordVisit(db, sampleVisit())
  db.close()
}

beforeEach(async () => {
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name)
})

it('names whoever left something unsent on this phone, and how much', async () => {
  await rememberAccount(accountOf('their-id', '方晓禾'))
  await recordAs('their-id')
  await rememberAccount(accountOf('my-id', '吕青'))
  await recordAs('my-id')

  expect(await othersUnsent('my-id')).toEqual([{ id: 'their-id', name: '方晓禾', count: 1, images: 0 }])
})

it('counts what was left by somebody whose name was never kept', async () => {
  await recordAs('their-id')

  expect(await othersUnsent('my-id')).toEqual([{ id: 'their-id', name: null, count: 1, images: 0 }])
})

it('counts pictures that were left when all records had been sent', async () => {
  const db = new PhoneDb('their-id')
  await db.households.add(sampleDoor())
  const entry = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  await takePushAnswer(db, { entries: [entry], blobs: [], phone: null }, sampleVerdicts([entry], {}))
  db.close()

  const [left] = await othersUnsent('my-id')

  expect(left && othersWords(left)).toContain('1 张签名或照片没有上传')
})

it('forgets the name of whoever signed out', async () => {
  await rememberAccount(accountOf('their-id', '方晓禾'))
  await rememberAccount(accountOf('my-id', '吕青'))
  await rememberAccount(accountOf('their-id', '方晓禾'))
  await forgetAccount()
  await recordAs('their-id')

  expect(await othersUnsent('my-id')).toMatchObject([{ name: null }])
})

it('remembers who signed in until they sign out', async () => {
  const account = accountOf('my-id', '方晓禾')

  await rememberAccount(account)
  expect(await rememberedAccount()).toEqual(account)

  await forgetAccount()
  expect(await rememberedAccount()).toBeNull()
})
