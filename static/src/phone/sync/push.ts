// Hands in what waits, batch by batch; each entry is settled by its own verdict.
import * as client from '../api/client'
import { concernsAll, isForeign } from '../api/failures'
import { type Batch, afterExchange, afterRefusal, firstBatch, half } from '../domain/batch'
import { monotonicMs } from '../domain/clock'
import { toBase64 } from '@shared/hash'
import type { Entry, StoredBlob } from '../domain/records'
import type { Item, PhoneReport } from '../domain/wire'
import { setAside, setAsideClosed } from '../local/asides'
import { unsentAmong } from '../local/blobs'
import type { PhoneDb } from '../local/db'
import { openBodies, openPictures } from '../local/entries'
import { deviceId, leaveMark, reportOf } from '../local/device'
import { forgetMeta, readMeta, writeMeta } from '../local/meta'
import { noteAttempt, waitingAmong, waitingIds } from '../local/outbox'
import { takePushAnswer } from '../local/settling'
import { speakerOf } from './speaker'

const INLINE_BYTES = 32 * 1024

// The server cannot read this; smaller batches find out which entry it is about. Only its own word is final.
const UNREADABLE = [400, 413, 422]

function isUnreadable(failure: unknown): failure is client.Refusal {
  return failure instanceof client.Refusal && UNREADABLE.includes(failure.status) && !isForeign(failure)
}

// It may be about what was sent, or about the server: time will tell, and smaller batches.
function isDoubtful(failure: unknown): boolean {
  return failure instanceof client.Refusal && !concernsAll(failure)
}

// So many single entries in a row come to grief only when it is not about them.
const DOUBTS = 3

function itemOf({ id, device_seq, type, schema_version, body, sha256 }: Entry): Item {
  return { id, device_seq, type, schema_version, body, sha256 }
}

// Answers the ids of those that the server asked to bring again later.
async function send(db: PhoneDb, entries: Entry[], blobs: StoredBlob[], phone: PhoneReport | null): Promise<string[]> {
  const [items, pictures] = [(await openBodies(db, entries)).map(itemOf), await openPictures(db, blobs)]
  const sent = entries.filter(({ id }) => items.some((item) => item.id === id))
  await setAsideClosed(db, entries.filter((entry) => !sent.includes(entry)))
  const request = {
    proto: 1 as const,
    device_id: await deviceId(db),
    items,
    blobs: pictures.map(({ sha256, data }) => ({ sha256, data: toBase64(data) })),
    phone,
  }
  const answer = await client.push(request, await speakerOf(db))
  return takePushAnswer(db, { entries: sent, blobs: pictures, phone }, answer)
}

async function sendBatch(db: PhoneDb, entries: Entry[]): Promise<string[]> {
  const unsent = await unsentAmong(db, entries.flatMap((entry) => entry.blobs))
  return send(db, entries, unsent.filter((blob) => blob.data.byteLength <= INLINE_BYTES), await reportOf(db))
}

// An entry that is unreadable even by itself goes as bare as can be; if that does not help it is kept for a human.
async function sendAlone(db: PhoneDb, entry: Entry): Promise<string[]> {
  try {
    return await send(db, [entry], [], null)
  } catch (failure) {
    if (!isUnreadable(failure)) throw failure
    await setAside(db, entry.id, failure.code, `${failure.message}内容还在本机，请联系派出所。`)
    return []
  }
}

class Round {
  private batch: Batch
  private queue: string[] = []
  private readonly tried = new Set<string>()
  private passedOver = 0
  private inARow = 0
  // The server read something in this run: it is not down.
  private isAlive = false

  constructor(
    private readonly db: PhoneDb,
    private readonly first: number | undefined,
  ) {
    this.batch = firstBatch(first)
  }

  async next(): Promise<Entry[]> {
    if (this.inARow === DOUBTS) return []
    if (this.queue.length === 0) this.queue = await waitingIds(this.db, this.tried)
    return waitingAmong(this.db, this.queue.splice(0, this.batch.size))
  }

  async hand(entries: Entry[]): Promise<void> {
    try {
      await this.send(entries)
      this.inARow = 0
      this.isAlive ||= entries.length > 0
    } catch (failure) {
      await this.doubt(entries, failure)
    }
  }

  private async send(entries: Entry[]): Promise<void> {
    const began = monotonicMs()
    try {
      this.leave(await sendBatch(this.db, entries))
      this.batch = afterExchange(this.batch, monotonicMs() - began)
    } catch (failure) {
      if (!isUnreadable(failure)) throw failure
      await this.narrow(entries, failure)
    }
  }

  // What is read at last was the cause by itself; the others may travel together again.
  private async narrow(entries: Entry[], failure: client.Refusal): Promise<void> {
    const [first] = entries
    if (!first) throw failure
    this.queue = []
    if (entries.length > 1) this.batch = afterRefusal(entries.length)
    else {
      this.leave(await sendAlone(this.db, first))
      this.batch = firstBatch(this.first)
    }
  }

  // Smaller batches find the one that it is about: at once if the server lives, else in the next run. On a slow line, too,
  // the next run begins with fewer.
  private async doubt(entries: Entry[], failure: unknown): Promise<void> {
    const [first] = entries
    if (!first || !(isDoubtful(failure) || failure instanceof client.TooSlow)) throw failure
    this.batch = firstBatch(half(entries.length))
    await writeMeta(this.db, 'first_batch', this.batch.size)
    if (failure instanceof client.TooSlow) throw failure
    if (entries.length === 1) return this.passOver(first.id)
    if (!this.isAlive) throw failure
    this.queue = []
  }

  private async passOver(id: string): Promise<void> {
    await noteAttempt(this.db, id)
    this.leave([id])
    this.passedOver += 1
    this.inARow += 1
  }

  // Asked for anew after that: what takes one of them back must not go before it.
  private leave(ids: string[]): void {
    if (ids.length > 0) this.queue = []
    for (const id of ids) this.tried.add(id)
  }

  /** Answers whether nothing must come again later. */
  async end(): Promise<boolean> {
    if (this.passedOver === 0) await forgetMeta(this.db, ['first_batch'])
    return this.tried.size === 0
  }
}

/** Send until nothing waits, but at least once: it is how a phone says that it lives. False when some must come again later. */
export async function pushWaiting(db: PhoneDb): Promise<boolean> {
  const round = new Round(db, await readMeta(db, 'first_batch'))
  await deviceId(db)
  await leaveMark(db)
  let entries = await round.next()
  do {
    await round.hand(entries)
    entries = await round.next()
  } while (entries.length > 0)
  return round.end()
}
