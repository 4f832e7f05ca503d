// Hands in what waits, batch by batch, and settles each entry by its own verdict.
import * as client from '../api/client'
import { monotonicMs, BOOT_ID } from '../domain/clock'
import { toBase64 } from '../domain/hash'
import type { Entry, StoredBlob } from '../domain/records'
import type { PhoneDb } from '../local/db'
import { deviceId } from '../local/meta'
import { keepWaiting, setAside, settle, waitingEntries } from '../local/outbox'
import { anchorClock } from '../local/pages'

const BATCH = 10
const INLINE_BYTES = 32 * 1024
const FINAL_BLOB_CODES = ['blob_not_an_image', 'blob_too_large']

// The server will not read this batch at all; smaller ones find out which entry it is about.
const UNREADABLE = [400, 413, 422]

function isUnreadable(failure: unknown): failure is client.Refusal {
  return failure instanceof client.Refusal && UNREADABLE.includes(failure.status)
}

async function blobsOf(db: PhoneDb, batch: Entry[]): Promise<StoredBlob[]> {
  const found = await db.blobs.bulkGet([...new Set(batch.flatMap((entry) => entry.blobs))])
  return found.filter((blob) => blob !== undefined)
}

function itemOf({ id, device_seq, type, schema_version, body, sha256 }: Entry): client.PushItem {
  return { id, device_seq, type, schema_version, body, sha256 }
}

async function send(db: PhoneDb, batch: Entry[], inline: StoredBlob[]): Promise<client.PushAnswer> {
  const answer = await client.push({
    proto: 1,
    device_id: await deviceId(db),
    items: batch.map(itemOf),
    blobs: inline.map(({ sha256, data }) => ({ sha256, data: toBase64(data) })),
  })
  await anchorClock(db, { server_time: answer.server_time, mono_ms: monotonicMs(), boot_id: BOOT_ID })
  return answer
}

// One entry whose signature was not taken waits on, unless the server will never take it.
async function settleOne(db: PhoneDb, entry: Entry, answer: client.PushAnswer): Promise<boolean> {
  const result = answer.results.find((one) => one.id === entry.id)
  if (!result || result.status === 'retry') {
    await keepWaiting(db, entry, result?.message ?? null)
    return false
  }
  const fault = answer.blobs.find((blob) => !blob.ok && entry.blobs.includes(blob.sha256))
  const slipRefused = fault !== undefined && FINAL_BLOB_CODES.includes(fault.code ?? '')
  const kept = result.status === 'created' || result.status === 'duplicate'
  if (kept && fault && !slipRefused) {
    await keepWaiting(db, entry, fault.message)
    return false
  }
  const { code, message } = slipRefused ? fault : result
  await settle(db, entry.id, { verdict: result.status, receipt: result.receipt, code, message, slip_refused: slipRefused })
  return true
}

async function sendBatch(db: PhoneDb, batch: Entry[]): Promise<client.PushAnswer> {
  const blobs = await blobsOf(db, batch)
  const large = blobs.filter((blob) => blob.data.byteLength > INLINE_BYTES)
  for (const blob of large) await client.putBlob(blob.sha256, blob.data)
  return send(db, batch, blobs.filter((blob) => !large.includes(blob)))
}

// An entry that is unreadable even by itself sends its signature ahead; if that does not help it is kept for a human.
async function sendAlone(db: PhoneDb, entry: Entry): Promise<boolean> {
  try {
    for (const blob of await blobsOf(db, [entry])) await client.putBlob(blob.sha256, blob.data)
    return await settleOne(db, entry, await send(db, [entry], []))
  } catch (failure) {
    if (!isUnreadable(failure)) throw failure
    await setAside(db, entry.id, failure.code, `${failure.message}内容还在本机，请联系派出所。`)
    return true
  }
}

/** Send until nothing waits. False when the server asked to bring some again later. */
export async function pushWaiting(db: PhoneDb): Promise<boolean> {
  const tried = new Set<string>()
  let size = BATCH
  for (;;) {
    const batch = await waitingEntries(db, size, tried)
    const [first] = batch
    if (!first) return tried.size === 0
    try {
      const answer = await sendBatch(db, batch)
      for (const entry of batch) if (!(await settleOne(db, entry, answer))) tried.add(entry.id)
    } catch (failure) {
      if (!isUnreadable(failure)) throw failure
      if (batch.length > 1) size = Math.floor(batch.length / 2)
      else if (!(await sendAlone(db, first))) tried.add(first.id)
    }
  }
}
