// Everything here that no verified backup holds yet, as files sealed to the county's key.
import { toBase64 } from '@shared/hash'
import type { Entry } from '../domain/records'
import { type Exported, type RescueContent, type RescueFile, partsOf, sealRescue } from '../domain/rescue'
import type { PhoneDb } from './db'
import { deviceId } from './device'
import { openBodies, openPictures } from './entries'
import { readMeta } from './meta'

/** Takes one of the files as soon as it is made; the next one waits for it. */
export type Save = (file: RescueFile, part: number, of: number) => unknown

function itemOf({ id, device_seq, type, schema_version, body, sha256 }: Entry): RescueContent['items'][number] {
  return { id, device_seq, type, schema_version, body, sha256 }
}

async function blobsOf(db: PhoneDb, names: string[]): Promise<RescueContent['blobs']> {
  const found = (await db.blobs.bulkGet([...new Set(names)])).filter((blob) => blob !== undefined)
  return (await openPictures(db, found)).map(({ sha256, data }) => ({ sha256, data: toBase64(data) }))
}

// What a picture takes as base64, with its name.
const written = (bytes: number) => Math.ceil(bytes / 3) * 4 + 100

async function weigh(db: PhoneDb, id: string): Promise<{ id: string; bytes: number }> {
  const entry = await db.outbox.get(id)
  if (!entry) return { id, bytes: 0 }
  const pictures = (await db.blobs.bulkGet(entry.blobs)).map((blob) => written(blob?.data.byteLength ?? 0))
  const item = new TextEncoder().encode(JSON.stringify(itemOf(entry))).length
  return { id, bytes: pictures.reduce((sum, bytes) => sum + bytes, item) }
}

async function contentOf(db: PhoneDb, ids: string[]): Promise<RescueContent> {
  const entries = (await db.outbox.bulkGet(ids)).filter((entry) => entry !== undefined).filter((entry) => entry.body !== '')
  return {
    device_id: await deviceId(db),
    user_id: db.userId,
    device_secret: (await readMeta(db, 'device_secret')) ?? '',
    exported_at: new Date().toISOString(),
    items: (await openBodies(db, entries)).map(itemOf),
    blobs: await blobsOf(db, entries.flatMap((entry) => entry.blobs)),
  }
}

/** Everything that goes into them. */
export function retainedIds(db: PhoneDb): Promise<string[]> {
  return db.outbox.orderBy('device_seq').filter((entry) => entry.body !== '').primaryKeys()
}

/** Make the files, one after the other: together they may be more than fits in memory. Nothing is made without
 * the county's key, or of nothing. It may be done any number of times. */
export async function exportRescue(db: PhoneDb, save: Save): Promise<Exported> {
  const ids = await retainedIds(db)
  if (ids.length === 0) return { records: 0, files: 0, closed: 0 }
  const key = await readMeta(db, 'rescue_key')
  if (!key) return key === null ? 'no_key' : 'never_synced'
  const weighed = []
  for (const id of ids) weighed.push(await weigh(db, id))
  const parts = partsOf(weighed)
  let records = 0
  for (const [place, part] of parts.entries()) {
    const content = await contentOf(db, part)
    records += content.items.length
    await save(await sealRescue(content, key), place + 1, parts.length)
  }
  return { records, files: parts.length, closed: ids.length - records }
}
