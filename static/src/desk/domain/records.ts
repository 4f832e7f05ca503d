// The records the server hands the office, spelled as they travel.

export type Role = 'worker' | 'village' | 'station' | 'supervisor' | 'admin'
export type Level = 'county' | 'town' | 'village' | 'grid'
export type Kind = 'family' | 'merchant' | 'enterprise'
export type DoorState = 'uncovered' | 'covered' | 'excluded'
export type Outcome = 'taught' | 'no_answer' | 'refused' | 'moved' | 'vacant'
export type Reason = 'vacant' | 'registered_only' | 'away' | 'lives_elsewhere' | 'demolished' | 'moved_out'

export interface User { id: string, name: string, role: Role, scope: string }
export interface Page<T> { items: T[], total: number, next: string | null }
export interface Crumb { code: string, name: string, level: Level }

export interface Division {
  code: string
  name: string
  level: Level
  parent_code: string | null
  retired_on: string | null
  official_households: number | null
  workers: { id: string, name: string }[]
  path?: Crumb[]
}

/** A village whose doors were left behind; now_name: its code has since been given to another place. */
export interface VanishedVillage { code: string, name: string, now_name?: string | null, households: number }

export interface Campaign {
  id: string
  name: string
  starts_on: string
  deadline_on: string
  target_percent: number
  counts_refusals: boolean
}

export interface Figures {
  registered: number
  excluded: number
  target: number
  covered: number
  uncovered: number
  rate: number | null
  raw_rate: number | null
  official: number | null
  official_rate: number | null
}

export interface CoverageRow extends Figures { code: string, name: string, level: Level }
export interface Coverage { on: string, campaign_id: string, items: CoverageRow[], total: Figures }

export interface Shape {
  type: 'Feature'
  geometry: object | null
  properties: CoverageRow & { source: 'imported' | 'doors' | null }
}
export interface Shapes { type: 'FeatureCollection', features: Shape[] }

export interface Household {
  id: string
  door_code: string | null
  kind: Kind
  title: string | null
  householder: string
  phone: string | null
  address: string
  division_code: string
  grid_name: string
  village_name: string
  lat: number | null
  lon: number | null
  residents_count: number | null
  state: DoorState
  attempts: number
  last_outcome: Outcome | null
  last_visited_at: string | null
}

export interface Resident { name: string, relation: string | null, phone: string | null, id_number_masked: string | null }

export interface Slip {
  signer_name: string
  signer_relation: string
  text: string
  template_version: number
  complete: boolean
  signature_sha256: string
}

export interface Visit {
  id: string
  outcome: Outcome
  status: string
  visited_at: string
  received_at: string
  receipt: number
  worker_name: string
  note: string | null
  witness: string | null
  distance_m: number | null
  withdrawn_on: string | null
  withdrawal_reason: string | null
  slip: Slip | null
}

export type ExclusionState = 'requested' | 'approved' | 'refused'

export interface HouseholdExclusion {
  id: string
  reason: Reason
  evidence: string
  state: ExclusionState
  requested_by_name: string
  requested_at: string
  decided_by_name: string | null
  decided_at: string | null
  refusal: string | null
  expires_on: string
  from_on: string | null
  until_on: string | null
}

export interface Exclusion extends HouseholdExclusion {
  household_id: string
  householder: string
  address: string
  village_name: string
  division_code: string
  requested_by: string
}

export interface HouseholdCard extends Household {
  note: string | null
  id_number_masked: string | null
  registered_on: string
  path: Crumb[]
  residents: Resident[]
  visits: Visit[]
  exclusions: HouseholdExclusion[]
}

export type Verdict = 'new' | 'changed' | 'same' | 'merge' | 'bad' | 'skipped'
export type RosterState = 'reading' | 'ready' | 'committing' | 'committed' | 'failed'

export interface Roster {
  id: string
  file_name: string
  scope: string
  state: RosterState
  progress_done: number
  progress_total: number
  message: string
  layout: { sheet: string, header_row: number, columns: Record<string, string> } | null
  counts: Record<Verdict, number> | null
  created_at: string
}

export interface RosterRow {
  row_no: number
  verdict: Verdict
  reason: string
  householder: string | null
  address: string | null
  phone: string | null
  kind: Kind | null
  division_code: string | null
  merge_with: { household_id: string | null, row_no: number | null, householder: string, address: string } | null
}
