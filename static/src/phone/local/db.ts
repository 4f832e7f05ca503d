// This phone's database: one per account, so that nobody ever sends or sees another's records.
import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Order } from '../domain/next'
import type { Locked } from '../domain/pin'
import type { CheckDraft, Draft, ExclusionDraft } from '../domain/begun'
import type { Campaign, Check, ClockAnchor, Division, Entry, Household, HouseholdData, StoredBlob } from '../domain/records'
import type { DeviceKey } from '../domain/signing'
import type { Silence } from '../domain/silence'
import type { Anchor, Confirmed, Mark, Progress, RescueKey } from '../domain/wire'
import { reloadPage } from './browser'
import { beginNewLog } from './log'
import type { Register } from './register'
import { Rows } from './rows'
import { fromVersion1, readAnew } from './upgrade'

/** An earlier store that was wiped: the server must be told of it, and the worker must have read it. */
export interface LostStore extends Mark {
  told: boolean
  read: boolean
}

/** Single values about this phone and how far it has read. */
export interface Meta {
  device_id: string
  device_secret: string | null
  device_seq: number
  lost: LostStore
  anchor: Anchor
  backed_up: number
  cursor: number
  snapshot: Progress
  scope: string[]
  campaign: string | null
  confirmed: Confirmed
  rescue_key: RescueKey | null
  clock_anchor: ClockAnchor
  last_sync_at: string
  /** How many events go first, after more at once came to grief, and not for want of a network. */
  first_batch: number
  /** When entries that were set aside here were last tried again, and by which build. */
  asides_tried: { at: number; build: string }
  /** Of the newest request that was signed. */
  request_number: number
  /** How long this phone has heard nothing of the server. */
  silence: Silence
  /** The doors went for want of contact, and have not come again. */
  dropped: boolean
  /** Nothing of an older app is left in clear. */
  all_sealed: boolean
  /** The PIN was guessed too often or forgotten: a new one needs the password. */
  pin_lost: boolean
  /** My week's grades as the server last told them, sealed. */
  my_grades: ArrayBuffer
  /** In which order the doors are walked; the nearest first where nobody chose. */
  order: Order
}

interface MetaRow {
  key: keyof Meta
  value: Meta[keyof Meta]
}

/** What this phone did at a door, beside what the server told of it. */
export type LocalField = 'local_outcome' | 'local_visited_at' | 'local_come_back_at' | 'local_talk' | 'released' | 'proposed'

/** A door as it is kept: whose it is stands sealed. An older app wrote all of it in clear. */
export type StoredDoor = Pick<
  Household,
  'id' | 'division_code' | 'grid_name' | 'village_name' | LocalField
> &
  Partial<HouseholdData> & { sealed?: ArrayBuffer }

/** Some of the doors once more, sealed as one piece; of which sealings they are stands open. */
export interface Bundle {
  place: number
  stamps: string
  sealed: ArrayBuffer
}

/** A door that is checked, as it is kept: whose it is stands sealed like any other's. */
export interface StoredCheck extends Pick<Check, 'id' | 'household_id' | 'answer' | 'times_away' | 'local_answer' | 'local_away'> {
  sealed: ArrayBuffer
}

/** A draft as it is kept; an older app wrote all of it in clear. */
export type StoredDraft = Pick<Draft, 'household_id' | 'saved_at'> & Partial<Draft | ExclusionDraft | CheckDraft> & { sealed?: ArrayBuffer }

/** Photos of a visit that is not saved yet; apart from the draft, which is written at every keystroke. */
export interface DraftPhotos {
  household_id: string
  photos: ArrayBuffer[]
  sealed?: true
}

/** Keys of this phone, which a browser keeps and does not give away; and those that are kept sealed under them. */
interface KeyRow {
  name: 'device' | 'enrolling' | 'store' | 'lock' | 'register'
  device?: DeviceKey
  /** What it is being enrolled by. */
  code?: string
  key?: CryptoKey
  /** What the PIN unlocks, how often it was wrong in a row, and until when it is not tried again. */
  locked?: Locked
  wrong?: number
  until?: number
  id?: string
  sealed?: ArrayBuffer
}

/** What an account's database is called. */
export const databaseOf = (userId: string) => `qiaomen-${userId}`

/** A plate that was scanned on this phone: on which door it is, and when it was last scanned and not yet told with a visit. */
export interface ScannedPlate {
  plate: string
  household_id: string
  scanned_at: number
}

export class PhoneDb extends Dexie {
  declare households: EntityTable<StoredDoor, 'id'>
  declare bundles: EntityTable<Bundle, 'place'>
  declare campaigns: EntityTable<Campaign, 'id'>
  declare divisions: EntityTable<Division, 'code'>
  declare outbox: EntityTable<Entry, 'id'>
  declare blobs: EntityTable<StoredBlob, 'sha256'>
  declare drafts: EntityTable<StoredDraft, 'household_id'>
  declare draft_photos: EntityTable<DraftPhotos, 'household_id'>
  declare checks: EntityTable<StoredCheck, 'id'>
  declare plates: EntityTable<ScannedPlate, 'plate'>
  declare meta: Table<MetaRow, keyof Meta>
  declare keys: EntityTable<KeyRow, 'name'>

  /** Closed for good: whatever still runs must not open it again. */
  ended = false
  /** The ballast had to go to save a visit: the phone is full. */
  tight = false
  /** What this page has opened: its own key, what the PIN unlocked, the register's key, and the doors. */
  storeKey: CryptoKey | null = null
  unlocked: CryptoKey | null = null
  register: Register | null = null
  readonly doors = new Map<string, { stamp: string; data: HouseholdData }>()
  /** The same by the row that it was opened from, as it is shown. */
  shown = new WeakMap<StoredDoor, Household>()
  /** Until what the bundles hold is in `doors`. */
  unbundled: Promise<void> | null = null
  readonly rows: Rows
  /** Called when a lost connection was opened again. */
  onReopened = (): void => {}

  constructor(readonly userId: string) {
    // Strict: the promise of "saved" waits for the disk, not only for the browser's memory.
    super(databaseOf(userId), { chromeTransactionDurability: 'strict' })
    // Never edit a version that was released; add the next one, and only add to it.
    this.version(1).stores({
      households: 'id, division_code',
      campaigns: 'id',
      divisions: 'code',
      outbox: 'id, device_seq, state, household_id, [household_id+state]',
      blobs: 'sha256',
      drafts: 'household_id',
      meta: 'key',
    })
    this.version(2)
      .stores({
        outbox:
          'id, device_seq, state, household_id, [household_id+state], ' +
          '[state+device_seq], [state+receipt], [state+recorded_at], *blobs',
        blobs: 'sha256, state, [state+attempts]',
        draft_photos: 'household_id',
      })
      .upgrade(fromVersion1)
    this.version(3).stores({ keys: 'name' })
    // Only requests for exclusions have a reason, so that they are found among all that was recorded.
    this.version(4).stores({
      outbox:
        'id, device_seq, state, household_id, [household_id+state], ' +
        '[state+device_seq], [state+receipt], [state+recorded_at], *blobs, reason',
    })
    this.version(5).stores({ plates: 'plate, household_id' })
    // Only what answers a check has one.
    this.version(6)
      .stores({
        outbox:
          'id, device_seq, state, household_id, [household_id+state], ' +
          '[state+device_seq], [state+receipt], [state+recorded_at], *blobs, reason, check_id',
        checks: 'id, household_id',
      })
      .upgrade(readAnew)
    this.version(7).stores({ bundles: 'place' })
    this.rows = new Rows(this)
    // At every opening, for it may follow a write that was cut short: in this page, or in one that was killed.
    this.on('ready', beginNewLog, true)
    // A newer app in another tab wants to change the tables: this page must make way, and come back as the newer one.
    this.on('versionchange', () => {
      this.end()
      reloadPage()
      return false
    })
  }

  /** Close for good. */
  end(): void {
    this.ended = true
    this.rows.end()
    this.close()
  }
}
