// Signatures and photos on this phone: which the server still has to get, and which it never will.
import Dexie from 'dexie'
import type { StoredBlob } from '../domain/records'
import { stateOf } from '../domain/states'
import type { BlobTaken } from '../domain/wire'
import type { PhoneDb } from './db'
import { hear } from './heard'

/** Why the server did not take one. */
export interface Fault {
  code: string
  message: string
}

/** Its bytes are no longer what was signed or taken: nobody can ever have them from here. */
export const DAMAGED_HERE: Fault = { code: 'blob_damaged_here', message: '照片（签名）在本机已损坏，无法上传' }

/** They do not open now. */
export const CLOSED_HERE: Fault = { code: 'blob_closed_here', message: '照片（签名）暂时打不开，会再试' }

const FINAL = ['blob_not_an_image', 'blob_too_large', DAMAGED_HERE.code]

/** The bytes of these that the server has not got. */
export async function unsentAmong(db: PhoneDb, names: string[]): Promise<StoredBlob[]> {
  const found = await db.blobs.bulkGet([...new Set(names)])
  return found.filter((blob) => blob !== undefined).filter((blob) => blob.state === 'waiting')
}

/** The names of all the server has still to get. */
export function unsentNames(db: PhoneDb): Promise<string[]> {
  return db.blobs.where('state').equals('waiting').primaryKeys()
}

/** The same, those first that failed least. Names only: together the pictures may be more than fits in memory. */
export function unsentByAttempts(db: PhoneDb): Promise<string[]> {
  const waiting = db.blobs.where('[state+attempts]').between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey])
  return waiting.primaryKeys()
}

/** The first of these that the server will never take, if there is one. */
export async function refusedAmong(db: PhoneDb, names: string[]): Promise<Fault | null> {
  const found = await db.blobs.bulkGet(names)
  const refused = found.find((blob) => blob?.state === 'refused')
  return refused ? { code: refused.code ?? '', message: refused.message ?? '' } : null
}

/** The server has it under this number or an older one. */
export async function noteReceived(db: PhoneDb, sha256: string, receipt: number): Promise<void> {
  await db.blobs.update(sha256, { state: 'received', receipt, code: null, message: null })
}

/** The server did not take it: it is tried again, or set aside for good and its visit says so. True when set aside. */
export async function noteFault(db: PhoneDb, sha256: string, { code, message }: Fault): Promise<boolean> {
  const blob = await db.blobs.get(sha256)
  if (!blob) return true
  const isFinal = FINAL.includes(code)
  await db.blobs.update(sha256, {
    state: isFinal ? 'refused' : 'waiting',
    attempts: blob.attempts + 1,
    code,
    message,
  })
  if (!isFinal) return false
  const settled = db.outbox.where('blobs').equals(sha256).filter((entry) => entry.verdict !== null)
  await settled.modify((entry) => {
    if (entry.verdict) entry.state = stateOf(entry.verdict, entry.decision, true)
    Object.assign(entry, { code, message, acknowledged_at: null })
  })
  return true
}

/** Take in the answer for a blob that was sent by itself. */
export function takeBlobAnswer(db: PhoneDb, sha256: string, answer: BlobTaken): Promise<void> {
  return db.transaction('rw', [db.blobs, db.meta], async () => {
    await hear(db, answer)
    await noteReceived(db, sha256, answer.receipt)
  })
}

/** Take in why one was not taken; true when it was set aside for good. */
export function takeBlobFault(db: PhoneDb, sha256: string, fault: Fault): Promise<boolean> {
  return db.transaction('rw', [db.blobs, db.outbox], () => noteFault(db, sha256, fault))
}
