// The records the server hands the office: its contract's own types, under the names the pages use.
import type { components } from '@shared/schema'

type Schemas = components['schemas']

export type User = Schemas['User']
export type Role = User['role']
export type Crumb = Schemas['PathStep']
export type Level = Crumb['level']

export type Session = Schemas['Session']
/** By what else than a password one may sign in. */
export type Ways = Schemas['Ways']
/** What an authenticator takes to be set up, and what it gives back once it was proved to work. */
export type Enrolment = Schemas['Enrolment']
export type Enrolled = Schemas['Enrolled']
/** One browser or phone that is signed in. */
export type OpenSession = Schemas['OpenSession']
export type Account = Schemas['Account']
export type NewAccount = Schemas['NewAccount']
/** A password that is shown this once. */
export type Password = Schemas['AccountPassword']

export interface Page<T> { items: T[], total: number, next: string | null }

export type Division = Schemas['Division'] & { path?: Crumb[] }
/** A village whose doors were left behind; now_name: its code has since been given to another place. */
export type VanishedVillage = Schemas['Vanished']
export type Campaign = Schemas['Campaign']

/** What a campaign is to reach by when, its phases and reporting days, and what they were before. */
export type CampaignPlan = Schemas['CampaignPlan']
export type PlanEdit = Schemas['PlanEdit']
/** One version of a notice, with the slips that were signed on it; what is to be the next; and how a draft of it looks. */
export type NoticeVersion = Schemas['WordedTemplate']
export type Wording = Schemas['Wording']
export type WordingPreview = Schemas['WordingPreview']

export type Pace = Schemas['Pace']
export type PaceFigures = Schemas['PaceFigures']
export type PaceLine = Schemas['PaceLine']

/** Cases by week and division, each held against another time; goals of 两降; and cases against coverage. */
export type CaseFigures = Schemas['WeeklyFigures']
export type CaseTally = Schemas['Tally']
export type CaseLine = Schemas['CaseLine']
export type CaseBase = NonNullable<CaseTally['previous']>
export type Goals = Schemas['Goals']
export type GoalLine = Schemas['GoalLine']
export type Fall = Schemas['Fall']
export type FallGoal = Schemas['FallGoal']
export type Comparison = Schemas['Comparison']
export type Ratio = Schemas['Ratio']
export type VillagePoint = Schemas['VillagePoint']

export type Figures = Schemas['Figures']
export type CoverageRow = Schemas['Line']
export type Coverage = Schemas['Coverage']

export interface Shape {
  type: 'Feature'
  geometry: object | null
  properties: CoverageRow & { source: 'imported' | 'doors' | null }
}
export interface Shapes { type: 'FeatureCollection', features: Shape[] }

/** Where the map under ours comes from; no tiles where the county has no key. */
export type BaseMap = Schemas['BaseMap']

export type Household = Schemas['Door']
/** Where a dot of the map is drawn: its tile, and how far from the tile's north-western corner in 4,096ths. */
export interface DotPlace { z: number, x: number, y: number, across: number, down: number }
export type Kind = Household['kind']
export type DoorState = Household['state']
export type Resident = Schemas['Resident']

/** A reported fraud as a list shows it, and whole. */
export type Case = Schemas['ListedCase']
export type CaseDetail = Schemas['CaseDetail']
export type NewCase = Schemas['Case']
export type CaseCorrection = Schemas['Correction']
export type RevealedCase = Schemas['RevealedCase']
/** The homes that may be the victim's, and one of them traced back. */
export type CaseHomes = Schemas['CaseHomes']
export type Trace = Schemas['CaseTrace']
export type TracedVisit = Schemas['TracedVisit']
export type TracedSlip = Schemas['TracedSlip']
/** A workbook of cases, and one of its rows with the verdict on it. */
export type CaseFile = Schemas['CaseFile']
export type CaseRow = Schemas['CaseRow']
export type CaseRowVerdict = CaseRow['verdict']
export type Happening = Schemas['HomeHappening']
export type Slip = Schemas['Slip']
export type Visit = Schemas['Visit']
/** Whose paper slip a photo shows. */
export type PaperMatch = Schemas['PaperMatch']
export type Outcome = Visit['outcome']
export type HouseholdCard = Schemas['DoorDetail']
/** The whole numbers of a door, and what somebody may need them for. */
export type Revealed = Schemas['Revealed']
export type RevealReason = Schemas['Reveal']['reason']

export type Exclusion = Schemas['Exclusion']
export type Reason = Exclusion['reason']
/** A page of exclusions, with how many there are in each state. */
export type ExclusionPage = Schemas['ExclusionPage']
/** What a list of them may be asked for. */
export type ExclusionState = keyof ExclusionPage['counts'] & string
export type ExclusionRequest = Schemas['ExclusionRequest']
/** What a worker says that the register lacks or has wrong. */
export type Proposal = Schemas['Proposal']
export type ProposalPage = Schemas['ProposalPage']
export type ProposalState = Proposal['state']
export type Registered = Schemas['Registered']
/** What the denominator of a place is made of. */
export type Denominator = Schemas['Denominator']
/** What came of deciding on many at once. */
export type Decided = Schemas['Decided']

/** What a phone handed in that is kept and not counted. */
export type Aside = Schemas['Aside']
/** The same with all that came, and what of it can be put right. */
export type AsideItem = Schemas['AsideDetail']
/** What the office puts right; what is left out stays as the phone said. */
export type Repair = Partial<Schemas['Repair']>

/** One browser's store on one phone, and what it recorded that has not come. */
export type Device = Schemas['Device']
/** What became of a file that a phone exported. */
export type Rescued = Schemas['Rescued']
export type PhoneEnrolment = Schemas['PhoneEnrolment']
export type EnrolmentState = Schemas['EnrolmentState']

/** The people of a door, to be forgotten by order; with what would go, and the texts elsewhere that quote them. */
/** A spot check of a village: its rule, where it stands, and in its detail the doors that were asked at. */
export type CheckRound = Schemas['CheckRound']
export type CheckRoundDetail = Schemas['CheckRoundDetail']
export type CheckDoor = Schemas['CheckDoor']
export type Checker = Schemas['Checker']
export type Draw = Schemas['Draw']
export type Forgetting = Schemas['Forgetting']
export type ForgettingDetail = Schemas['ForgettingDetail']
export type ForgettingAsked = Omit<Schemas['ForgettingAsk'], 'household_id'>
export type Basis = Forgetting['basis']
export type Mention = Schemas['Mention']

/** One line of the audit log. */
export type AuditEntry = Schemas['AuditEntry']
/** How far the log goes, how far it is signed, what its last verification found. */
export type AuditState = Schemas['AuditState']

/** One file that left, a list that somebody asked to take away, what is left of a day, and what a leaked file comes from. */
export type ExportEntry = Schemas['Export']
export type ExportRequest = Schemas['ExportRequest']
export type ExportDecision = ExportRequest['decision']
export type Allowance = Schemas['Allowance']
export type Job = Schemas['Job']
export type Traced = Schemas['Traced']

export type Roster = Schemas['Roster']
export type RosterRow = Schemas['RosterRow']
export type Verdict = RosterRow['verdict']

/** A ledger before its file is made, one that was made on its day, and the county's own form of it. */
export type LedgerPreview = Schemas['LedgerPreview']
export type Seal = Schemas['Seal']
/** What the newest lessons of covered doors say, and one share of it with its interval. */
export type Lessons = Schemas['Lessons']
export type Landed = Pick<LandedLine, 'told' | 'knows' | 'installed' | 'verified' | 'warned' | 'calls_back' | 'posters'>
export type LandedLine = Schemas['LandedLine']
export type Share = Schemas['Share']
export type Posters = Schemas['Posters']
export type Grade = Schemas['Grade']
export type VisitGrade = Schemas['VisitGrade']
export type WeekGrades = Schemas['WeekGrades']
export type WorkerWeek = Schemas['WorkerWeek']
export type Flag = Schemas['Flag']
export type FlagCode = Flag['flag']
export type SlipRoot = Schemas['Root']
export type SlipRootPage = Schemas['RootPage']
export type OpenDay = Schemas['OpenDay']
export type PaperSlip = Schemas['PaperSlip']
export type PaperSlipPage = Schemas['PaperSlipPage']
export type PaperCounts = Schemas['PaperCounts']
export type KeptLedger = Schemas['KeptLedger']
export type LedgerWord = KeptLedger['ledger']
export type LedgerTemplate = Schemas['LedgerTemplate']
