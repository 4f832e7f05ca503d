// This phone's database: one per account, so that nobody ever sends or sees another's records.
import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Campaign, ClockAnchor, Division, Draft, Entry, Household, StoredBlob } from '../domain/records'

/** Single values about this phone and how far it has read. */
export interface Meta {
  device_id: string
  device_seq: number
  cursor: number
  scope: string[]
  clock_anchor: ClockAnchor
  last_sync_at: string
}

interface MetaRow {
  key: keyof Meta
  value: Meta[keyof Meta]
}

export class PhoneDb extends Dexie {
  declare households: EntityTable<Household, 'id'>
  declare campaigns: EntityTable<Campaign, 'id'>
  declare divisions: EntityTable<Division, 'code'>
  declare outbox: EntityTable<Entry, 'id'>
  declare blobs: EntityTable<StoredBlob, 'sha256'>
  declare drafts: EntityTable<Draft, 'household_id'>
  declare meta: Table<MetaRow, keyof Meta>

  constructor(userId: string) {
    // Strict: the promise of "saved" waits for the disk, not only for the browser's memory.
    super(`qiaomen-${userId}`, { chromeTransactionDurability: 'strict' })
    // Never edit a version that was released; add the next one, and only add stores.
    this.version(1).stores({
      households: 'id, division_code',
      campaigns: 'id',
      divisions: 'code',
      outbox: 'id, device_seq, state, household_id, [household_id+state]',
      blobs: 'sha256',
      drafts: 'household_id',
      meta: 'key',
    })
  }
}
