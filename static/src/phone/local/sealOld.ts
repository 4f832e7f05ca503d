// Seals what an older app has kept in clear, a few rows at a time: at every moment each row can be read one way or the other.
import type { Entry, Household } from '../domain/records'
import { isSealedText } from '../domain/sealing'
import type { LocalField, PhoneDb } from './db'
import { NAMELESS } from './doors'
import { sealDraft, sealPhotos } from './drafts'
import { sealPicture, sealTexts } from './entries'
import { readMeta, writeMeta } from './meta'
import { mustBeOpen, openRegister, sealDoor } from './register'

const AT_ONCE = 50

// One is replaced only where it still is what was sealed: it may have been written, settled or forgotten meanwhile.
async function sealEntries(db: PhoneDb): Promise<void> {
  const isClear = ({ title }: Entry) => title !== '' && title !== NAMELESS.title && !isSealedText(title)
  const hasClearBody = (entry: Entry) => entry.body !== '' && !isSealedText(entry.body)
  const ids = await db.outbox.filter((entry) => isClear(entry) || hasClearBody(entry)).primaryKeys()
  for (const id of ids) {
    const entry = await db.outbox.get(id)
    if (!entry) continue
    const texts = await sealTexts(db, entry)
    await db.outbox.where('id').equals(id).modify((now) => {
      if (now.body === entry.body) now.body = texts.body
      if (now.title === entry.title && !isSealedText(now.title)) Object.assign(now, { ...texts, body: now.body })
    })
  }
}

async function sealPictures(db: PhoneDb): Promise<void> {
  const names = await db.blobs.filter((blob) => !blob.sealed).primaryKeys()
  for (const sha256 of names) {
    const blob = await db.blobs.get(sha256)
    if (!blob || blob.sealed) continue
    const sealed = await sealPicture(db, sha256, blob.data)
    await db.blobs.where('sha256').equals(sha256).modify((now) => void (now.sealed || Object.assign(now, sealed)))
  }
}

async function sealDrafts(db: PhoneDb): Promise<void> {
  for (const draft of await db.drafts.filter((one) => !one.sealed).toArray()) {
    const sealed = await sealDraft(db, draft)
    await db.drafts.where('household_id').equals(draft.household_id).modify((now, row) => {
      if (!now.sealed && now.saved_at === draft.saved_at) row.value = sealed
    })
  }
  for (const { household_id, photos, sealed: done } of await db.draft_photos.toArray()) {
    if (done) continue
    const sealed = await sealPhotos(db, household_id, photos)
    await db.draft_photos.where('household_id').equals(household_id).modify((now, row) => {
      if (!now.sealed && now.photos.length === photos.length) row.value = sealed
    })
  }
}

// False where there are some that wait for the PIN.
async function sealDoors(db: PhoneDb): Promise<boolean> {
  const ids = await db.households.filter((door) => !door.sealed).primaryKeys()
  if (ids.length === 0) return true
  const register = await openRegister(db)
  if (!register) return false
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const rows = (await db.households.bulkGet(ids.slice(from, from + AT_ONCE))).filter((row) => row !== undefined)
    const clear = rows.filter((row) => !row.sealed) as Household[]
    const sealed = new Map(await Promise.all(clear.map(async (row) => [row.id, await sealDoor(register, parted(row).told)] as const)))
    await db.transaction('rw', [db.households, db.keys], async () => {
      await mustBeOpen(db, register)
      await db.households.where('id').anyOf([...sealed.keys()]).modify((now, row) => {
        const bare = sealed.get(now.id)
        if (!now.sealed && bare) row.value = { ...bare, ...parted(now).local }
      })
    })
  }
  return true
}

// What this phone did at a door, and what the server told of it.
function parted<Row extends Pick<Household, LocalField>>(row: Row) {
  const { local_outcome, local_visited_at, local_come_back_at, local_talk, released, ...told } = row
  return { local: { local_outcome, local_visited_at, local_come_back_at, local_talk, released }, told }
}

/** Seal whatever is in clear. Harmless at any time, and again; once all is sealed there is nothing to look for. */
export async function sealOld(db: PhoneDb): Promise<void> {
  if (await readMeta(db, 'all_sealed')) return
  await sealEntries(db)
  await sealPictures(db)
  await sealDrafts(db)
  if (await sealDoors(db)) await writeMeta(db, 'all_sealed', true)
}
