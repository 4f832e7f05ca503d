// What was recorded is sealed as it is kept: its body, whose door it was, its pictures. Opened where it is sent or shown.
import type { Entry, StoredBlob } from '../domain/records'
import { isSealedText, openBytes, openText, sealBytes, sealText } from '../domain/sealing'
import type { PhoneDb } from './db'
import { findStoreKey, storeKey } from './storeKey'

type Label = Pick<Entry, 'title' | 'address' | 'note' | 'family'>

const bodyOf = (id: string) => `body|${id}`
const labelOf = (id: string) => `label|${id}`
const pictureOf = (sha256: string) => `picture|${sha256}`
const UNREADABLE: Label = { title: '（内容无法读取）', address: '', note: '' }

/** Texts of an entry as they are kept: the label whole in the place of its title. */
export async function sealTexts(db: PhoneDb, { id, body, title, address, note, family }: Pick<Entry, 'id' | 'body'> & Label) {
  const key = await storeKey(db)
  const label = await sealText(key, JSON.stringify({ title, address, note, family }), labelOf(id))
  return { body: body && (await sealText(key, body, bodyOf(id))), title: label, address: '', note: '' }
}

/** A picture as it is kept. */
export async function sealPicture(db: PhoneDb, sha256: string, data: ArrayBuffer) {
  return { data: await sealBytes(await storeKey(db), data, pictureOf(sha256)), sealed: true as const }
}

// What cannot be opened must not hold up the others, and nothing else may go in its place: it may open the next time.
async function orElse<T, Otherwise>(open: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  return open.catch((failure: unknown) => {
    console.warn('something kept here cannot be opened', failure)
    return otherwise
  })
}

async function labelIn(key: CryptoKey, { id, title }: Entry): Promise<Label> {
  return JSON.parse(await openText(key, title, labelOf(id))) as Label
}

/** Entries with whose doors they were, to be shown. */
export async function openLabels(db: PhoneDb, entries: Entry[]): Promise<Entry[]> {
  const key = await findStoreKey(db)
  const open = async (entry: Entry) => {
    if (!key || !isSealedText(entry.title)) return entry
    return { ...entry, ...(await orElse(labelIn(key, entry), UNREADABLE)) }
  }
  return Promise.all(entries.map(open))
}

/** Entries with their bodies as they were made, to be sent; those that do not open now are not among them. */
export async function openBodies(db: PhoneDb, entries: Entry[]): Promise<Entry[]> {
  const key = await findStoreKey(db)
  if (!key) return entries
  const open = async (entry: Entry) => ({ ...entry, body: await openText(key, entry.body, bodyOf(entry.id)) })
  const opened = await Promise.all(entries.map((entry) => orElse(open(entry), null)))
  return opened.filter((entry) => entry !== null)
}

/** A picture as it was taken, to be sent; null when it does not open now. */
export async function openPicture(db: PhoneDb, blob: StoredBlob): Promise<StoredBlob | null> {
  const key = await findStoreKey(db)
  if (!key || !blob.sealed) return blob
  const data = await orElse(openBytes(key, blob.data, pictureOf(blob.sha256)), null)
  return data && { ...blob, data }
}

/** Those that open now. */
export async function openPictures(db: PhoneDb, blobs: StoredBlob[]): Promise<StoredBlob[]> {
  const opened = await Promise.all(blobs.map((blob) => openPicture(db, blob)))
  return opened.filter((blob) => blob !== null)
}
