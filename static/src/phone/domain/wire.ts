// What travels between a phone and the server: the contract's own types, in the words of app/sync/README.md.
import type { components } from '@shared/schema'

type Schemas = components['schemas']

/** A place in the county's history: a change number and the hash of the chain up to it. */
export type Anchor = Schemas['Head']
/** Whose request it is, and the newest place in the county's history that they have heard of. */
export interface Speaker {
  account: string
  anchor: Anchor | undefined
}
/** An earlier store of this phone that the browser wiped, and how far it had counted. */
export type Mark = Schemas['Lost']
/** What a phone says of itself with every push. */
export type PhoneReport = Schemas['Phone']
export type PushAnswer = Schemas['Pushed']
/** What every answer tells of the county's history; `backed_up` is how far a verified backup reaches. */
export type Heard = Pick<PushAnswer, 'server_time' | 'anchor' | 'backed_up'>
export type ItemResult = Schemas['Verdict']
export type Verdict = Exclude<ItemResult['status'], 'retry'>
export type BlobResult = Schemas['BlobVerdict']
export type BlobTaken = Schemas['BlobTaken']
/** My visits that the server counts; never blended with what still waits here. */
export type Confirmed = Schemas['Confirmed']
/** The county's public key: `public` is the uncompressed P-256 point, base64. */
export type RescueKey = Schemas['RescueKey']
/** What a phone shows to be enrolled. */
export type NewPhone = Schemas['NewPhone']
/** What came of a phone's exported file. */
export type Rescued = Schemas['Rescued']

/** My week as the server reckons it, and one visit of it with its reasons. */
export type MyGrades = Schemas['MyGrades']
export type MyGradedVisit = Schemas['MyVisit']

/** An event as it is sent; the contract leaves it open, since a bad one is set aside alone. */
export interface Item {
  id: string
  device_seq: number
  type: string
  schema_version: number
  body: string
  sha256: string
}

export type PushRequest = Omit<Schemas['Push'], 'items'> & { items: Item[] }

export type PullAnswer<Item = unknown> = Omit<Schemas['Pulled'], 'items'> & { items: Item[] }
export type SnapshotAnswer<Item = unknown> = Omit<Schemas['Snapshot'], 'items'> & { items: Item[] }
/** What the two have in common. */
export type ReadAnswer<Item = unknown> = Omit<PullAnswer<Item>, 'next' | 'more'>

/** Where a snapshot goes on. */
export interface Progress {
  as_of: number
  after: string
}

/** What the office decided about an event of mine. */
export interface Decision {
  id: string
  status: 'accepted' | 'refused' | 'withdrawn'
  receipt: number | null
  reason: string | null
  by_name: string | null
  withdrawn_on: string | null
  /** Names the copy that it is about, of an event that was quarantined or in conflict; a phone's older rows have none. */
  raw_sha256?: string | null
}
