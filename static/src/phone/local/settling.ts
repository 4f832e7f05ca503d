// Takes in the server's answer to a push: every verdict in it, and its anchor, in one transaction.
import type { Entry, StoredBlob } from '../domain/records'
import { NO_KNOCK } from '../domain/standing'
import { bearsOn, newerReceipt, stateOf } from '../domain/states'
import type { BlobResult, ItemResult, PhoneReport, PushAnswer, Verdict } from '../domain/wire'
import { noteFault, noteReceived, refusedAmong } from './blobs'
import { showHeard } from './checks'
import type { PhoneDb } from './db'
import { releaseDoor } from './doors'
import { hear } from './heard'
import { readMeta, writeMeta } from './meta'

/** What was sent, for its answer to be taken in. */
export interface Sent {
  entries: Entry[]
  blobs: StoredBlob[]
  phone: PhoneReport | null
}

async function noteBlob(db: PhoneDb, result: BlobResult | undefined, anchorSeq: number): Promise<void> {
  if (!result) return
  // It is stored under this number or an older one, so a backup that holds this number holds it.
  if (result.ok) await noteReceived(db, result.sha256, anchorSeq)
  else await noteFault(db, result.sha256, { code: result.code ?? '', message: result.message ?? '' })
}

async function settle(db: PhoneDb, entry: Entry, verdict: Verdict, result: ItemResult): Promise<void> {
  const refused = await refusedAmong(db, entry.blobs)
  const decision = entry.decision && bearsOn(entry.decision, verdict) ? entry.decision : null
  const { code, message } = refused ?? (decision?.status === 'accepted' ? { code: null, message: null } : result)
  const state = stateOf(verdict, decision, refused !== null)
  const receipt = newerReceipt(result.receipt, decision?.receipt ?? null)
  const settled = { settled_at: new Date().toISOString(), acknowledged_at: null }
  await db.outbox.update(entry.id, { state, verdict, decision, receipt, code, message, ...settled })
  await releaseDoor(db, entry.household_id)
  // The door stops showing what the server did not accept.
  if (state !== 'received') await forgetOutcome(db, entry)
}

/** A later knock of this phone stays. */
export async function forgetOutcome(db: PhoneDb, entry: Entry): Promise<void> {
  if (entry.check_id) await showHeard(db, entry.check_id)
  const door = await db.households.get(entry.household_id)
  if (door?.local_visited_at !== entry.recorded_at) return
  // What was done at a door that waits to be confirmed waits with it.
  if (door.proposed && entry.decision?.status !== 'refused' && !entry.taken_back) return
  await db.households.update(door.id, NO_KNOCK)
}

// Answers whether it was settled; one the server did not name or could not take now goes on waiting.
async function takeResult(db: PhoneDb, id: string, result: ItemResult | undefined): Promise<boolean> {
  const entry = await db.outbox.get(id)
  if (entry?.state !== 'waiting') return true
  if (!result || result.status === 'retry') {
    await db.outbox.update(id, { attempts: entry.attempts + 1, message: result?.message ?? null })
    return false
  }
  await settle(db, entry, result.status, result)
  return true
}

async function noteTold(db: PhoneDb, told: PhoneReport['lost']): Promise<void> {
  const lost = await readMeta(db, 'lost')
  if (lost && told?.device_id === lost.device_id) await writeMeta(db, 'lost', { ...lost, told: true })
}

/** Take the answer in; answers the ids of those that wait on. */
export function takePushAnswer(db: PhoneDb, sent: Sent, answer: PushAnswer): Promise<string[]> {
  return db.transaction('rw', [db.outbox, db.blobs, db.households, db.checks, db.drafts, db.meta], async () => {
    await hear(db, answer)
    await writeMeta(db, 'device_secret', answer.device_secret)
    await noteTold(db, sent.phone?.lost ?? null)
    for (const { sha256 } of sent.blobs) {
      await noteBlob(db, answer.blobs.find((one) => one.sha256 === sha256), answer.anchor.seq)
    }
    const left: string[] = []
    for (const { id } of sent.entries) {
      if (!(await takeResult(db, id, answer.results.find((one) => one.id === id)))) left.push(id)
    }
    return left
  })
}
