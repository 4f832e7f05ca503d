// Hands in what did not travel with its visit, one picture at a time; one that fails holds up no other.
import * as client from '../api/client'
import { concernsAll } from '../api/failures'
import { monotonicMs } from '../domain/clock'
import { sha256Hex } from '@shared/hash'
import type { StoredBlob } from '../domain/records'
import type { BlobTaken } from '../domain/wire'
import { CLOSED_HERE, DAMAGED_HERE, type Fault, takeBlobAnswer, takeBlobFault, unsentByAttempts } from '../local/blobs'
import type { PhoneDb } from '../local/db'
import { openPicture } from '../local/entries'
import { speakerOf } from './speaker'

/** What came of it: all are there, time is up and more can go at once, or some must be tried later. */
export type Left = 'nothing' | 'more' | 'some'

const WHOLE_BYTES = 256 * 1024
const PIECE_BYTES = 64 * 1024
// How often one picture may go wrong on its way before the next run tries again.
const TRIES = 3
// What the line was too slow for whole goes in pieces the next time.
const TOO_SLOW = 'too_slow'
// A visit recorded meanwhile must not wait until a hundred photos are through.
const BUDGET_MS = 30_000

// A day's share of pictures is used up, which says nothing of smaller ones.
function endsRun(failure: unknown): boolean {
  return failure instanceof client.Refusal && failure.code !== 'blob_quota' && concernsAll(failure)
}

// The bytes were spoilt on the way, or somebody else brought a piece meanwhile: it is worth doing again at once.
function mayHelpAtOnce(failure: unknown): boolean {
  return failure instanceof client.Refusal && ['blob_damaged', 'wrong_offset'].includes(failure.code)
}

// Null when time is up before all of it is there; it goes on from that piece.
async function sendPieces(db: PhoneDb, { sha256, data }: StoredBlob, until: number): Promise<BlobTaken | null> {
  const length = data.byteLength
  const found = await client.findOffset(sha256, await speakerOf(db))
  // All of it is there, and only the word of it was lost: one byte more is enough to be told its receipt.
  let [offset, size] = found === null ? [0, 1] : [found, PIECE_BYTES]
  for (;;) {
    const piece = { sha256, offset, length, data: data.slice(offset, offset + size) }
    const answer = await client.patchBlob(piece, await speakerOf(db))
    if (typeof answer !== 'number') return answer
    if (answer <= offset) throw new client.NetworkFailure('收到的回答不完整', answer)
    offset = answer
    size = PIECE_BYTES
    if (monotonicMs() > until) return null
  }
}

async function sendOne(db: PhoneDb, blob: StoredBlob, until: number): Promise<BlobTaken | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (blob.data.byteLength > WHOLE_BYTES || blob.code === TOO_SLOW) return await sendPieces(db, blob, until)
      return await client.putBlob(blob.sha256, blob.data, await speakerOf(db))
    } catch (failure) {
      if (!mayHelpAtOnce(failure) || attempt === TRIES) throw failure
    }
  }
}

/** What became of one: the server has it or never will, or it goes on at once or later, or there is nobody to speak to. */
type Outcome = 'done' | 'more' | 'later' | 'unheard'

// Whether there is a server to speak to at all, the rest of the run will tell.
function isUnheard(failure: unknown): boolean {
  return failure instanceof client.NetworkFailure || (failure instanceof client.Refusal && failure.status >= 500)
}

// Bytes that spoilt on the phone itself arrive no better the next time.
async function faultOf({ sha256, data }: StoredBlob, failure: client.NetworkFailure | client.Refusal): Promise<Fault> {
  const unheard = failure instanceof client.TooSlow ? TOO_SLOW : 'no_answer'
  const code = failure instanceof client.Refusal ? failure.code : unheard
  if (code === 'blob_damaged' && (await sha256Hex(data)) !== sha256) return DAMAGED_HERE
  return { code, message: failure.message }
}

async function fault(db: PhoneDb, blob: StoredBlob, failure: unknown): Promise<Outcome> {
  const isOfThisOne = failure instanceof client.NetworkFailure || failure instanceof client.Refusal
  if (!isOfThisOne || endsRun(failure)) throw failure
  const isSetAside = await takeBlobFault(db, blob.sha256, await faultOf(blob, failure))
  if (isSetAside) return 'done'
  return isUnheard(failure) ? 'unheard' : 'later'
}

// What did not open in so many runs in a row is not to be opened any more; how often the line failed it before is another matter.
async function leaveClosed(db: PhoneDb, { sha256, code, closed = 0 }: StoredBlob): Promise<Outcome> {
  const times = code === CLOSED_HERE.code ? closed + 1 : 1
  await db.blobs.update(sha256, { closed: times })
  const isSetAside = await takeBlobFault(db, sha256, times < TRIES ? CLOSED_HERE : DAMAGED_HERE)
  return isSetAside ? 'done' : 'later'
}

async function handIn(db: PhoneDb, kept: StoredBlob, until: number): Promise<Outcome> {
  const blob = await openPicture(db, kept)
  if (!blob) return leaveClosed(db, kept)
  let answer: BlobTaken | null
  try {
    answer = await sendOne(db, blob, until)
  } catch (failure) {
    return fault(db, blob, failure)
  }
  if (!answer) return 'more'
  await takeBlobAnswer(db, blob.sha256, answer)
  return 'done'
}

/** Send what is left, those that failed least first, so that a bad one comes last. */
export async function sendBlobs(db: PhoneDb): Promise<Left> {
  const until = monotonicMs() + BUDGET_MS
  let left: Left = 'nothing'
  for (const sha256 of await unsentByAttempts(db)) {
    if (monotonicMs() > until) return 'more'
    const blob = await db.blobs.get(sha256)
    const outcome = blob ? await handIn(db, blob, until) : 'done'
    if (outcome === 'more') return 'more'
    if (outcome !== 'done') left = 'some'
    if (outcome === 'unheard') return left
  }
  return left
}
