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

/** One file's content, and what is not in it because it does not open now. */
interface Part {
  content: RescueContent
  /** The names of pictures. */
  shut: string[]
  /** How many of its records name one of them. */
  lacking: number
}

async function picturesOf(db: PhoneDb, names: string[]): Promise<{ blobs: RescueContent['blobs']; shut: string[] }> {
  const found = (await db.blobs.bulkGet([...new Set(names)])).filter((blob) => blob !== undefined)
  const blobs = (await openPictures(db, found)).map(({ sha256, data }) => ({ sha256, data: toBase64(data) }))
  const open = new Set(blobs.map(({ sha256 }) => sha256))
  return { blobs, shut: found.map(({ sha256 }) => sha256).filter((sha256) => !open.has(sha256)) }
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

async function gather(db: PhoneDb, ids: string[]): Promise<Part> {
  const entries = (await db.outbox.bulkGet(ids)).filter((entry) => entry !== undefined).filter((entry) => entry.body !== '')
  const opened = await openBodies(db, entries)
  const { blobs, shut } = await picturesOf(db, entries.flatMap((entry) => entry.blobs))
  const content = {
    device_id: await deviceId(db),
    user_id: db.userId,
    device_secret: (await readMeta(db, 'device_secret')) ?? '',
    exported_at: new Date().toISOString(),
    items: opened.map(itemOf),
    blobs,
  }
  return { content, shut, lacking: opened.filter((entry) => entry.blobs.some((sha256) => shut.includes(sha256))).length }
}

/** Everything that goes into them. */
export function retainedIds(db: PhoneDb): Promise<string[]> {
  return db.outbox.orderBy('device_seq').filter((entry) => entry.body !== '').primaryKeys()
}

/** Make the files, one after the other: together they may be more than fits in memory. Nothing is made without
 * the county's key, or of nothing. It may be done any number of times. */
export async function exportRescue(db: PhoneDb, save: Save): Promise<Exported> {
  const ids = await retainedIds(db)
  if (ids.length === 0) return { records: 0, files: 0, closed: 0, pictures: 0, lacking: 0 }
  const key = await readMeta(db, 'rescue_key')
  if (!key) return key === null ? 'no_key' : 'never_synced'
  const weighed = []
  for (const id of ids) weighed.push(await weigh(db, id))
  const parts = partsOf(weighed)
  const pictures = new Set<string>()
  let [records, lacking] = [0, 0]
  for (const [place, theirs] of parts.entries()) {
    const part = await gather(db, theirs)
    records += part.content.items.length
    lacking += part.lacking
    for (const sha256 of part.shut) pictures.add(sha256)
    await save(await sealRescue(part.content, key), place + 1, parts.length)
  }
  return { records, files: parts.length, closed: ids.length - records, pictures: pictures.size, lacking }
}
