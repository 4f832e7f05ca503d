// The records this phone keeps, spelled as they are on the wire.
import type { CoverState, Kind, Outcome, Relation, Role } from '@shared/words'

export interface User {
  id: string
  name: string
  role: Role
  scope: string
}

/** A door as the server last told it. */
export interface HouseholdData {
  id: string
  door_code: string | null
  kind: Kind
  title: string | null
  householder: string
  initials: string
  phone: string | null
  address: string
  division_code: string
  grid_name: string | null
  village_name: string | null
  lat: number | null
  lon: number | null
  residents_count: number | null
  state: CoverState
  /** The first day on which that state ends by itself, as an exclusion does. */
  state_until: string | null
  attempts: number
  last_outcome: Outcome | null
  last_visited_at: string | null
}

/** A door on this phone: the server's words, and beside them what this phone did since. */
export interface Household extends HouseholdData {
  local_outcome: Outcome | null
  local_visited_at: string | null
  /** It now belongs to somebody else, and stays only for what was not yet sent. */
  released: boolean
}

export interface NoticeTemplate {
  id: string
  version: number
  title: string
  body: string
}

export interface Campaign {
  id: string
  name: string
  starts_on: string
  deadline_on: string
  target_percent: number
  counts_refusals: boolean
  template: NoticeTemplate
}

export interface Division {
  code: string
  name: string
  level: string
  parent_code: string | null
}

export interface ClockAnchor {
  server_time: string
  mono_ms: number
  boot_id: string
}

export interface Position {
  lat_e6: number
  lon_e6: number
  accuracy_m: number
  age_ms: number
}

export type PositionReason = '' | 'denied' | 'timeout' | 'unavailable'

/** One stroke: x, y and milliseconds since the pen first touched, all integers. */
export type Stroke = [number, number, number][]

export interface SignedSlip {
  template_id: string
  text: string
  signer_name: string
  signer_relation: Relation
  strokes: Stroke[]
  image: ArrayBuffer
}

/** What the worker decided at a door, before it becomes an event. */
export interface VisitInput {
  household: Household
  campaign_id: string
  outcome: Outcome
  note: string
  witness: string
  position: Position | null
  position_reason: PositionReason
  slip: SignedSlip | null
}

export type Verdict = 'created' | 'duplicate' | 'needs_review' | 'quarantined' | 'conflict'
export type EntryState = 'waiting' | 'received' | 'attention'

/** One event and what became of it; `body` is made once and sent as it stands. */
export interface Entry {
  id: string
  device_seq: number
  type: 'visit'
  schema_version: 1
  body: string
  sha256: string
  blobs: string[]
  state: EntryState
  verdict: Verdict | null
  receipt: number | null
  code: string | null
  message: string | null
  attempts: number
  recorded_at: string
  settled_at: string | null
  /** When the worker said they had read why it needs attention. */
  acknowledged_at: string | null
  household_id: string
  outcome: Outcome
  title: string
  address: string
  note: string
}

export interface StoredBlob {
  sha256: string
  data: ArrayBuffer
  sent: boolean
}

/** A visit begun and not saved. Points are kept as the pad gave them, to be drawn again. */
export interface Draft {
  household_id: string
  outcome: Outcome
  note: string
  witness: string
  signer_name: string
  signer_relation: Relation
  strokes: Stroke[]
  saved_at: string
}
