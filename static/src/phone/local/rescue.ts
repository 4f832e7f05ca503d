// Everything here that no verified backup holds yet, as one file sealed to the county's key.
import { toBase64 } from '../domain/hash'
import { type RescueContent, type RescueFile, sealRescue } from '../domain/rescue'
import type { PhoneDb } from './db'
import { deviceId } from './device'
import { readMeta } from './meta'

async function contentOf(db: PhoneDb): Promise<RescueContent> {
  const entries = await db.outbox.orderBy('device_seq').filter((entry) => entry.body !== '').toArray()
  const blobs = await db.blobs.bulkGet([...new Set(entries.flatMap((entry) => entry.blobs))])
  return {
    device_id: await deviceId(db),
    device_secret: (await readMeta(db, 'device_secret')) ?? '',
    exported_at: new Date().toISOString(),
    items: entries.map(({ id, device_seq, type, schema_version, body, sha256 }) => {
      return { id, device_seq, type, schema_version, body, sha256 }
    }),
    blobs: blobs.filter((blob) => blob !== undefined).map(({ sha256, data }) => ({ sha256, data: toBase64(data) })),
  }
}

/** The file; null while the county's key is not on this phone. It may be made any number of times. */
export async function exportRescue(db: PhoneDb): Promise<RescueFile | null> {
  const key = await readMeta(db, 'rescue_key')
  return key ? sealRescue(await contentOf(db), key) : null
}
