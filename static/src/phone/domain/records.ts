// The records this phone keeps: the contract's own types where they travel, and what the phone adds.
import type { components } from '@shared/schema'
import type { CheckAnswer, CheckSignature } from '@shared/checks'
import type { FirmRole, Listener } from '@shared/lessons'
import type { Way } from '@shared/ways'
import type { ExclusionReason, Outcome, Relation, WithdrawalReason, WitnessRole } from '@shared/words'
import type { Decision, Verdict } from './wire'

type Schemas = components['schemas']

export type User = Schemas['User']
/** A door as the server last told it. */
export type HouseholdData = Schemas['Door']

/** A door on this phone: the server's words, and beside them what this phone did since. */
export interface Household extends HouseholdData {
  local_outcome: Outcome | null
  local_visited_at: string | null
  /** When that knock said to come again; rows of an older app have none. */
  local_come_back_at?: string | null
  /** Whom the last talk here was for, and how many adults there are: where the next form begins. */
  local_talk?: Talked | null
  /** It now belongs to somebody else, and stays only for what was not yet sent. */
  released: boolean
  /** The proposal that it is, while nobody has confirmed that there is such a door. */
  proposed?: string | null
}

/** What the next form at a door begins with; it says of nobody who they are. */
export interface Talked {
  listener: Listener
  adults: number | null
  role: FirmRole | null
}

export type NoticeTemplate = Schemas['Template']
export type Campaign = Schemas['Campaign']
export type Division = Pick<Schemas['Division'], 'code' | 'name' | 'level' | 'parent_code'>

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

/** A notice as it is read out at a door. */
export interface ReadNotice {
  template_id: string
  title: string
  text: string
}

/** A slip as it was given: `picture` is the signature, or the proof instead; none where the way has none. */
export interface SlipInput {
  template_id: string
  text: string
  way: Way
  reason: string
  signer_name: string
  signer_relation: Relation | ''
  strokes: Stroke[] | null
  picture: ArrayBuffer | null
  paper_code: string
}

/** What was taught, and whether it landed; null is what was not asked. */
export interface Lesson {
  audience: Listener
  quiz: { question: string; right: boolean }[] | null
  app: AppCheck | null
  firm: Firm | null
}

/** Of the adults of a home: how many have the 国家反诈中心 app, are registered in it, and have its warnings on. */
export interface AppCheck {
  adults: number
  installed: number
  verified: number
  warned: number
}

/** What was done at a shop or a firm; null is what nobody said. */
export interface Firm {
  role: FirmRole | null
  posters: number
  calls_back: boolean | null
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
  come_back_at: string | null
  lesson: Lesson | null
  slip: SlipInput | null
  photos: ArrayBuffer[]
}

/** What the worker asks for at a door, before it becomes an event. */
export interface ExclusionInput {
  household: Household
  reason: ExclusionReason
  words: string
  witness: string
  witness_role: WitnessRole | null
  returns_on: string | null
  photos: ArrayBuffer[]
}

/** A door that this worker is to ask at, wherever it stands: nothing is told of what was recorded there. */
export interface CheckData {
  id: string
  household_id: string
  asked_at: string
  /** What was heard there, as the server has it: this worker's own word. */
  answer: CheckAnswer | null
  times_away: number
  village_name: string
  kind: HouseholdData['kind']
  title: string | null
  householder: string
  address: string
  lat: number | null
  lon: number | null
}

/** The same on this phone, with what was heard since. */
export interface Check extends CheckData {
  local_answer: CheckAnswer | null
  local_away: number
}

/** What was heard at a door that is checked, before it becomes an event. */
export interface CheckInput extends CheckForm {
  check: Check
  answer: CheckAnswer
}

/** What was filled in of it so far. */
export interface CheckForm {
  answer: CheckAnswer | null
  signature: CheckSignature | null
  note: string
}

/** What became of a request, as the server told it. */
export interface Asked {
  id: string
  state: 'requested' | 'approved' | 'refused' | 'withdrawn'
  expires_on: string
  until_on: string | null
  refusal: string | null
  by_name: string | null
}

/** What a proposal is about: a door that the roster lacks, another family, a right number, a place. */
export type ProposalKind = 'new' | 'moved' | 'phone' | 'position'

/** What is proposed about a door, before it becomes an event; empty is what nothing is said of. */
export interface ProposalInput {
  kind: ProposalKind
  /** Of a new one all but its id and the places' names was typed. */
  household: Household | HouseholdData
  householder: string
  phone: string
  position: Position | null
  note: string
}

/** A door that waits for somebody to confirm it, as the server tells it again. */
export type ProposedDoor = Pick<
  HouseholdData,
  'division_code' | 'grid_name' | 'village_name' | 'kind' | 'title' | 'householder' | 'initials' | 'phone' | 'address' | 'lat' | 'lon'
>

/** What became of a proposal, as the server told it; the door only while that waits, and is mine to walk. */
export interface Proposed {
  id: string
  kind: ProposalKind
  household_id: string
  state: 'waiting' | 'confirmed' | 'refused'
  refusal: string | null
  by_name: string | null
  door: ProposedDoor | null
}

export type EntryState = 'waiting' | 'received' | 'attention' | 'backed_up'

/** One event and what became of it; `body` is made once, sent as it stands, and empty once a backup holds it. */
export interface Entry {
  id: string
  device_seq: number
  type: 'visit' | 'exclusion' | 'withdrawal' | 'check' | 'proposal'
  schema_version: 1 | 2 | 3 | 4
  body: string
  sha256: string
  /** The picture that its slip stands on comes first, where it has one. */
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
  /** The office's word on it, if there is one. */
  decision: Decision | null
  household_id: string
  /** Of a visit; a request for an exclusion has its reason, and what became of it. */
  outcome: Outcome | null
  /** How the slip of a visit was given; older apps did not say. */
  way?: Way | null
  /** When it said to come again; older apps did not say. */
  come_back_at?: string | null
  /** A visit that its worker took back. */
  taken_back?: boolean
  /** The visit that this takes back, and why. */
  of?: string | null
  because?: WithdrawalReason | null
  reason?: ExclusionReason | null
  asked?: Asked | null
  /** The check that it answers, and what was heard there. */
  check_id?: string | null
  answer?: CheckAnswer | null
  /** Of a proposal: what it is about, and what became of it. */
  proposal?: ProposalKind | null
  proposed?: Proposed | null
  /** Who lives there now, as a proposal of another family says; older apps did not keep it. */
  family?: string | null
  title: string
  address: string
  note: string
}

/** The bytes of a signature or photo. The server has them, will never take them, or is still to get them. */
export interface StoredBlob {
  sha256: string
  data: ArrayBuffer
  state: 'waiting' | 'received' | 'refused'
  receipt: number | null
  attempts: number
  code: string | null
  message: string | null
  /** As the bytes are kept; an older app wrote them in clear. */
  sealed?: true
  /** In how many runs it did not open. */
  closed?: number
}
