// Drafts and their photos go with their door, and never under whoever is writing.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { sampleDoor, sampleDoorData, sampleDraft, samplePage, sampleSnapshot, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { askedDraftOf, checkDraftOf, proofPhotoOf } from './doors'
import { saveDraft, saveDraftPhotos } from './drafts'
import { sweepDrafts } from './leftDrafts'
import { FORM_LOCK, hold } from './locks'
import { applyPage, applySnapshot, forgetRegister, type PageItem } from './pages'
import { dropRegister } from './register'
import { recordVisit } from './visits'

const DAY_MS = 86_400_000
let db: PhoneDb

const door = (id: string): PageItem => ({ seq: 5, kind: 'household', id, data: sampleDoorData({ id }) })
const gone = (id: string): PageItem => ({ seq: 6, kind: 'household', id, data: null })
const forms = () => db.drafts.toCollection().primaryKeys()
const photos = () => db.draft_photos.toCollection().primaryKeys()
const readAgain = (...ids: string[]) => applySnapshot(db, sampleSnapshot({ items: ids.map(door) }))

async function begin(form: string, saved = Date.now()): Promise<void> {
  await saveDraft(db, sampleDraft({ household_id: form, saved_at: new Date(saved).toISOString() }))
  await saveDraftPhotos(db, form, [new ArrayBuffer(9)])
  await saveDraftPhotos(db, proofPhotoOf(form), [new ArrayBuffer(9)])
}

beforeEach(async () => {
  db = new PhoneDb(randomId())
  await applyPage(db, samplePage({ items: [door('door-1'), door('door-2')], next: 5 }))
})

it.each([['sign-out', forgetRegister], ['silence', dropRegister]])('drops what was begun at a door that does not come back after %s', async (_how, forget) => {
  for (const form of ['door-1', askedDraftOf('door-1'), checkDraftOf('check-1'), 'door-2']) await begin(form)
  await forget(db)

  await readAgain('door-2')
  await sweepDrafts(db)

  expect(await forms()).toEqual(['door-2'])
  expect(await photos()).toEqual(['door-2', proofPhotoOf('door-2')])
})

it('keeps what was begun at a door while something of it is unsent, be it the proposal of the door itself', async () => {
  await recordVisit(db, sampleVisit({ household: sampleDoor({ id: 'door-new' }) }))
  await begin('door-new')

  await sweepDrafts(db)

  expect(await forms()).toEqual(['door-new'])
})

it('keeps what was begun at a door to ask at', async () => {
  await db.checks.add({ id: 'check-1', household_id: 'far', answer: null, times_away: 0, local_answer: null, local_away: 0, sealed: new ArrayBuffer(1) })
  await begin(checkDraftOf('check-1'))

  await sweepDrafts(db)

  expect(await forms()).toEqual([checkDraftOf('check-1')])
})

it('drops photos that no draft is with', async () => {
  await saveDraftPhotos(db, 'door-1', [new ArrayBuffer(9)])

  await sweepDrafts(db)

  expect(await photos()).toEqual([])
})

it('leaves everything alone while a form is open', async () => {
  await begin('elsewhere')
  await saveDraftPhotos(db, 'door-1', [new ArrayBuffer(9)])
  const close = hold(FORM_LOCK)

  await sweepDrafts(db)
  expect([await forms(), (await photos()).length]).toEqual([['elsewhere'], 3])

  close()
  await vi.waitFor(async () => {
    await sweepDrafts(db)
    expect([await forms(), await photos()]).toEqual([[], []])
  })
})

it('holds a door that is no longer mine for thirty days after the last word of a draft', async () => {
  await begin('door-1', Date.now() - 29 * DAY_MS)
  await begin('door-2', Date.now() - 31 * DAY_MS)
  await sweepDrafts(db)
  expect(await forms()).toEqual(['door-1', 'door-2'])

  await applyPage(db, samplePage({ items: [gone('door-1'), gone('door-2')], next: 6 }))
  await sweepDrafts(db)

  expect([await forms(), await db.households.toCollection().primaryKeys()]).toEqual([['door-1'], ['door-1']])
})
