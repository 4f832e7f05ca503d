// Brings what version 1 of the phone's database held into the shape of version 2.
import type { Transaction } from 'dexie'
import type { Decision } from '../domain/wire'

interface Entry1 {
  id: string
  state: string
  receipt: number | null
  blobs: string[]
  withdrawn_on?: string | null
  withdrawal_reason?: string | null
  withdrawn_by_name?: string | null
}

interface Blob1 {
  sha256: string
  sent: boolean
}

function decisionOf(entry: Entry1): Decision | null {
  if (!entry.withdrawn_on) return null
  return {
    id: entry.id,
    status: 'withdrawn',
    receipt: entry.receipt,
    reason: entry.withdrawal_reason ?? null,
    by_name: entry.withdrawn_by_name ?? null,
    withdrawn_on: entry.withdrawn_on,
  }
}

/** Runs once, inside the transaction of the upgrade. */
export async function fromVersion1(tx: Transaction): Promise<void> {
  // A signature travelled with its visit or before it, so the visit's receipt covers it.
  const receipts = new Map<string, number | null>()
  await tx.table<Entry1>('outbox').toCollection().modify((entry) => {
    for (const sha256 of entry.blobs) receipts.set(sha256, entry.receipt)
    Object.assign(entry, { decision: decisionOf(entry) })
  })
  await tx.table<Blob1>('blobs').toCollection().modify((blob) => {
    const receipt = blob.sent ? (receipts.get(blob.sha256) ?? null) : null
    const state = receipt === null ? 'waiting' : 'received'
    Object.assign(blob, { state, receipt, attempts: 0, code: null, message: null })
  })
}

/** An older app passed over what it did not know: the register is read once more from its beginning, and nothing goes until then. */
export async function readAnew(tx: Transaction): Promise<void> {
  await tx.table('meta').bulkDelete(['cursor', 'snapshot'])
}
