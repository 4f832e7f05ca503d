// The records the server hands the office: its contract's own types, under the names the pages use.
import type { components } from '@shared/schema'

type Schemas = components['schemas']

export type User = Schemas['User']
export type Role = User['role']
export type Crumb = Schemas['PathStep']
export type Level = Crumb['level']

export interface Page<T> { items: T[], total: number, next: string | null }

export type Division = Schemas['Division'] & { path?: Crumb[] }
/** A village whose doors were left behind; now_name: its code has since been given to another place. */
export type VanishedVillage = Schemas['Vanished']
export type Campaign = Schemas['Campaign']

export type Figures = Schemas['Figures']
export type CoverageRow = Schemas['Line']
export type Coverage = Schemas['Coverage']

export interface Shape {
  type: 'Feature'
  geometry: object | null
  properties: CoverageRow & { source: 'imported' | 'doors' | null }
}
export interface Shapes { type: 'FeatureCollection', features: Shape[] }

export type Household = Schemas['Door']
export type Kind = Household['kind']
export type DoorState = Household['state']
export type Resident = Schemas['Resident']
export type Slip = Schemas['Slip']
export type Visit = Schemas['Visit']
export type Outcome = Visit['outcome']
export type HouseholdCard = Schemas['DoorDetail']

export type Exclusion = Schemas['Exclusion']
export type Reason = Exclusion['reason']
export type ExclusionState = Exclusion['state']

/** What a phone handed in that is kept and not counted. */
export type Aside = Schemas['Aside']

export type Roster = Schemas['Roster']
export type RosterState = Roster['state']
export type RosterRow = Schemas['RosterRow']
export type Verdict = RosterRow['verdict']
