// Hands in what waits, batch by batch; each entry is settled by its own verdict.
import * as client from '../api/client'
import { type Batch, FIRST_BATCH, afterExchange, afterRefusal } from '../domain/batch'
import { monotonicMs } from '../domain/clock'
import { toBase64 } from '../domain/hash'
import type { Entry, StoredBlob } from '../domain/records'
import type { Item, PhoneReport } from '../domain/wire'
import { unsentAmong } from '../local/blobs'
import type { PhoneDb } from '../local/db'
import { deviceId, leaveMark, reportOf } from '../local/device'
import { readMeta } from '../local/meta'
import { waitingEntries } from '../local/outbox'
import { setAside, takePushAnswer } from '../local/settling'

const INLINE_BYTES = 32 * 1024

// The server will not read this batch at all; smaller ones find out which entry it is about.
const UNREADABLE = [400, 413, 422]

function isUnreadable(failure: unknown): failure is client.Refusal {
  return failure instanceof client.Refusal && UNREADABLE.includes(failure.status)
}

function itemOf({ id, device_seq, type, schema_version, body, sha256 }: Entry): Item {
  return { id, device_seq, type, schema_version, body, sha256 }
}

// Answers the ids of those that the server asked to bring again later.
async function send(db: PhoneDb, entries: Entry[], blobs: StoredBlob[], phone: PhoneReport | null): Promise<string[]> {
  const request = {
    proto: 1 as const,
    device_id: await deviceId(db),
    items: entries.map(itemOf),
    blobs: blobs.map(({ sha256, data }) => ({ sha256, data: toBase64(data) })),
    phone,
  }
  const answer = await client.push(request, await readMeta(db, 'anchor'))
  return takePushAnswer(db, { entries, blobs, phone }, answer)
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
  private batch: Batch = FIRST_BATCH
  private readonly tried = new Set<string>()

  constructor(private readonly db: PhoneDb) {}

  next(): Promise<Entry[]> {
    return waitingEntries(this.db, this.batch.size, this.tried)
  }

  async hand(entries: Entry[]): Promise<void> {
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
    if (entries.length > 1) this.batch = afterRefusal(entries.length)
    else {
      this.leave(await sendAlone(this.db, first))
      this.batch = FIRST_BATCH
    }
  }

  private leave(ids: string[]): void {
    for (const id of ids) this.tried.add(id)
  }

  get leftNothing(): boolean {
    return this.tried.size === 0
  }
}

/** Send until nothing waits, but at least once: it is how a phone says that it lives. False when some must come again later. */
export async function pushWaiting(db: PhoneDb): Promise<boolean> {
  const round = new Round(db)
  await deviceId(db)
  await leaveMark(db)
  let entries = await round.next()
  do {
    await round.hand(entries)
    entries = await round.next()
  } while (entries.length > 0)
  return round.leftNothing
}
