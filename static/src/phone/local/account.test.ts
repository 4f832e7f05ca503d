// A phone that changes hands says what the one before left unsent.
import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { sampleDoor, sampleVisit } from '../domain/samples'
import { countOthersUnsent, forgetAccount, rememberAccount, rememberedAccount } from './account'
import { PhoneDb } from './db'
import { recordVisit } from './visits'

it('counts what other accounts left unsent', async () => {
  const theirs = new PhoneDb('their-id')
  await theirs.households.add(sampleDoor())
  await recordVisit(theirs, sampleVisit())
  theirs.close()
  const mine = new PhoneDb('my-id')
  await mine.households.add(sampleDoor())
  await recordVisit(mine, sampleVisit())
  mine.close()

  expect(await countOthersUnsent('my-id')).toBe(1)
})

it('remembers who signed in until they sign out', async () => {
  const account = { username: 'worker1', user: { id: 'my-id', username: 'worker1', name: '方晓禾', role: 'worker', scope: '341825100200' } } as const

  await rememberAccount(account)
  expect(await rememberedAccount()).toEqual(account)

  await forgetAccount()
  expect(await rememberedAccount()).toBeNull()
})
