// Every call the office makes, one short function each.
import type {
  Account, Allowance, Aside, AsideItem, AuditEntry, AuditState, BaseMap, Campaign, CampaignPlan, Case, CaseCorrection,
  CaseDetail, CaseFigures, CaseFile, CaseHomes, CaseRow, Checker, CheckRound, CheckRoundDetail, Comparison, Coverage,
  Decided, Denominator, Device, Division, DotPlace, Draw, Enrolled, Enrolment, EnrolmentState, Exclusion,
  ExclusionPage, ExclusionRequest, ExportEntry, ExportRequest, FallGoal, Forgetting, ForgettingAsked, ForgettingDetail,
  Goals, Household, HouseholdCard, Job, KeptLedger, LedgerPreview, LedgerTemplate, Lessons, NewAccount, NewCase,
  NoticeVersion, OpenSession, Pace, Page, PaperMatch, PaperSlipPage, Password, PhoneEnrolment, PlanEdit, Proposal,
  ProposalPage, Repair, Rescued, Revealed, RevealedCase, RevealReason, Roster, RosterRow, Seal, Session, Shapes,
  SlipRootPage, Trace, Traced, User, VanishedVillage, Visit, VisitGrade, Ways, WeekGrades, Wording, WordingPreview,
} from '../domain/records'
import { addressOf, bring, chosenOf, get, getIfChanged, send, upload, type Params } from './request'

export const signIn = (username: string, password: string, code: string | null) =>
  send<Session>('POST', addressOf('/session'), { username, password, code, app: 'desk' })
export const signOut = () => send<undefined>('DELETE', addressOf('/session'))
export const getSession = () => get<Session>('/session')
export const listWays = () => get<Ways>('/session/ways')
export const enterCode = (code: string) => send<Session>('POST', addressOf('/session/code'), { code })
/** A link, and no request: the browser goes to the county's own sign-in and comes back. */
export const providerAddress = addressOf('/session/provider')
export const beginSecondStep = () => send<Enrolment>('POST', addressOf('/second-step'))
export const confirmSecondStep = (code: string) => send<Enrolled>('PUT', addressOf('/second-step'), { code })
export const changePassword = (old: string, changed: string) =>
  send<undefined>('PUT', addressOf('/session/password'), { old, new: changed })
export const listSessions = () => get<Page<OpenSession>>('/sessions')
export const endSession = (id: string) => send<undefined>('DELETE', addressOf(`/sessions/${id}`))
export const endOtherSessions = () => send<{ ended: number }>('DELETE', addressOf('/sessions'))

export const listAccounts = (params: Params) => get<Page<Account>>('/accounts', params)
export const makeAccount = (account: NewAccount) => send<Password>('POST', addressOf('/accounts'), account)
export const setActive = (id: string, active: boolean) =>
  send<Account>('PATCH', addressOf(`/accounts/${id}`), { is_active: active })
export const givePassword = (id: string) => send<Password>('POST', addressOf(`/accounts/${id}/password`))
export const resetSecondStep = (id: string) => send<undefined>('DELETE', addressOf(`/accounts/${id}/second-step`))
export const listSessionsOf = (id: string) => get<Page<OpenSession>>(`/accounts/${id}/sessions`)
export const endSessionOf = (id: string, session: string) =>
  send<undefined>('DELETE', addressOf(`/accounts/${id}/sessions/${session}`))
export const endSessionsOf = (id: string) => send<{ ended: number }>('DELETE', addressOf(`/accounts/${id}/sessions`))

export const listWorkers = () => get<Page<User>>('/users', { role: 'worker' })

export const listCampaigns = () => get<Page<Campaign>>('/campaigns')
export const getCampaign = (id: string) => get<CampaignPlan>(`/campaigns/${id}`)
export const changeCampaign = (id: string, change: PlanEdit) => send<CampaignPlan>('PATCH', addressOf(`/campaigns/${id}`), change)
export const listNotices = (campaign: string) => get<Page<NoticeVersion>>(`/campaigns/${campaign}/templates`)
export const wordNotice = (campaign: string, wording: Wording) =>
  send<NoticeVersion>('POST', addressOf(`/campaigns/${campaign}/templates`), wording)
export const previewNotice = (campaign: string, draft: Pick<Wording, 'title' | 'body'>) =>
  send<WordingPreview>('POST', addressOf(`/campaigns/${campaign}/templates/preview`), draft)
export const getCaseFigures = (params: Params) => get<CaseFigures>('/cases/figures', params)
export const caseFiguresFile = (params: Params) => addressOf('/cases/figures.xlsx', params)
export const getComparison = (params: Params) => get<Comparison>('/cases/comparison', params)
export const getGoals = (params: Params) => get<Goals>('/cases/goals', params)
export const setGoal = (code: string, goal: FallGoal) => send<undefined>('PUT', addressOf(`/cases/goals/${code}`), goal)
export const getPace = (params: Params) => get<Pace>('/pace', params)
export const getGrades = (params: Params) => get<WeekGrades>('/grades', params)
export const gradesOf = (household: string) => get<{ items: VisitGrade[] }>(`/households/${household}/grades`)
export const getCoverage = (params: Params) => getIfChanged<Coverage>('/coverage', params)
export const getLessons = (params: Params) => getIfChanged<Lessons>('/coverage/lessons', params)
export const getShapes = (params: Params) => get<Shapes>('/map/divisions', params)
export const getBaseMap = () => get<BaseMap>('/map/base')
export const doorTiles = (params: Params) => addressOf('/tiles/doors/{z}/{x}/{y}.mvt', params)
export const exportFile = (format: 'xlsx' | 'csv', params: Params) => addressOf(`/exports/uncovered.${format}`, params)
export const walkFile = (params: Params) => addressOf('/exports/walk.pdf', params)

export const listDivisions = (parent: string) => get<Page<Division>>('/divisions', { parent })
export const getDivision = (code: string) => get<Division>(`/divisions/${code}`)
export const listVanished = () => get<Page<VanishedVillage>>('/divisions/vanished')
export const createGrid = (village: string, name: string) =>
  send<Division>('POST', addressOf('/divisions'), { parent_code: village, name })
export const changeDivision = (code: string, change: { name?: string, official_households?: number | null, doors_checked?: true }) =>
  send<Division>('PATCH', addressOf(`/divisions/${code}`), change)
export const assignWorker = (grid: string, worker: string) =>
  send<undefined>('PUT', addressOf(`/divisions/${grid}/workers/${worker}`))
export const unassignWorker = (grid: string, worker: string) =>
  send<undefined>('DELETE', addressOf(`/divisions/${grid}/workers/${worker}`))
export const setWorkers = (grid: string, workers: string[]) =>
  send<undefined>('PUT', addressOf(`/divisions/${grid}/workers`), { worker_ids: workers })

/** What is sought by words is sent and not addressed: names and numbers stay out of every server's log. */
export const listHouseholds = (params: Params) => params.q
  ? send<Page<Household>>('POST', addressOf('/households/search'), Object.fromEntries(chosenOf(params)))
  : get<Page<Household>>('/households', params)
export const listDot = ({ z, x, y, across, down }: DotPlace, params: Params) => get<Page<Household>>(`/tiles/doors/${z}/${x}/${y}/${across}/${down}`, params)
export const getHousehold = (id: string, campaign?: string) => get<HouseholdCard>(`/households/${id}`, { campaign })
export const revealNumbers = (id: string, reason: RevealReason) =>
  send<Revealed>('POST', addressOf(`/households/${id}/reveal`), { reason })
export const moveHouseholds = (move: { household_ids: string[] | null, from_code: string | null, to_code: string }) =>
  send<{ moved: number }>('POST', addressOf('/households/move'), move)

export const signatureOf = (visit: string) => addressOf(`/visits/${visit}/signature`)
export const photoOf = (visit: string, sha256: string) => addressOf(`/visits/${visit}/photos/${sha256}`)
export const withdrawVisit = (visit: string, reason: string, reachesBack: boolean) =>
  send<Visit>('POST', addressOf(`/visits/${visit}/withdraw`), { reason, reaches_back: reachesBack })

/** As of doors: what is sought by words is sent and not addressed. */
export const listCases = (params: Params) => params.q
  ? send<Page<Case>>('POST', addressOf('/cases/search'), Object.fromEntries(chosenOf(params)))
  : get<Page<Case>>('/cases', params)
export const getCase = (id: string) => get<CaseDetail>(`/cases/${id}`)
export const takeCase = (said: NewCase) => send<CaseDetail>('POST', addressOf('/cases'), said)
export const correctCase = (id: string, said: CaseCorrection) => send<CaseDetail>('PATCH', addressOf(`/cases/${id}`), said)
export const revealCase = (id: string, reason: RevealReason) => send<RevealedCase>('POST', addressOf(`/cases/${id}/reveal`), { reason })
export const listCaseHomes = (id: string) => get<CaseHomes>(`/cases/${id}/homes`)
export const traceCase = (id: string, home: string) => get<Trace>(`/cases/${id}/homes/${home}`)
export const confirmCaseHome = (id: string, home: string | null) => send<CaseHomes>('PUT', addressOf(`/cases/${id}/match`), { household_id: home })
export const uploadCases = (form: FormData, onProgress: (share: number) => void) => upload<CaseFile>('/case-files', form, onProgress)
export const listCaseFiles = (params: Params) => get<Page<CaseFile>>('/case-files', params)
export const getCaseFile = (id: string) => get<CaseFile>(`/case-files/${id}`)
export const listCaseRows = (id: string, params: Params) => get<Page<CaseRow>>(`/case-files/${id}/rows`, params)
export const commitCases = (id: string, separate_rows: number[]) => send<CaseFile>('POST', addressOf(`/case-files/${id}/commit`), { separate_rows })
export const makeEvidence = (id: string, reason: RevealReason) => send<Job>('POST', addressOf(`/cases/${id}/evidence`), { reason })
export const undoCaseHome = (id: string) => send<CaseHomes>('DELETE', addressOf(`/cases/${id}/match`))

export const listProposals = (params: Params) => get<ProposalPage>('/proposals', params)
export const confirmProposal = (id: string) => send<Proposal>('POST', addressOf(`/proposals/${id}/confirm`), {})
export const refuseProposal = (id: string, reason: string) => send<Proposal>('POST', addressOf(`/proposals/${id}/refuse`), { reason })

export const listExclusions = (params: Params) => get<ExclusionPage>('/exclusions', params)
export const askExclusion = (request: ExclusionRequest) => send<Exclusion>('POST', addressOf('/exclusions'), request)
export const getDenominator = (params: Params) => get<Denominator>('/denominator', params)
export const exclusionPhotoOf = (id: string, sha256: string) => addressOf(`/exclusions/${id}/photos/${sha256}`)
export const bringPhoto = (sha256: string, data: ArrayBuffer) => bring(addressOf(`/blobs/${sha256}`), data)
export const approveExclusions = (ids: string[]) => send<Decided>('POST', addressOf('/exclusions/approve'), { ids })
export const refuseExclusions = (ids: string[], reason: string) =>
  send<Decided>('POST', addressOf('/exclusions/refuse'), { ids, reason })
export const withdrawExclusion = (id: string) => send<Exclusion>('POST', addressOf(`/exclusions/${id}/withdraw`), {})
export const approveExclusion = (id: string) => send<Exclusion>('POST', addressOf(`/exclusions/${id}/approve`), {})
export const refuseExclusion = (id: string, reason: string) =>
  send<Exclusion>('POST', addressOf(`/exclusions/${id}/refuse`), { reason })
export const endExclusion = (id: string) => send<Exclusion>('POST', addressOf(`/exclusions/${id}/end`), {})

export const listAside = (params: Params) => get<Page<Aside>>('/aside', params)
export const listPaperSlips = (params: Params) => get<PaperSlipPage>('/paper-slips', params)
export const getAside = (id: string) => get<AsideItem>(`/aside/${id}`)
export const asideSignatureOf = (id: string) => addressOf(`/aside/${id}/signature`)
export const acceptAside = (id: string, repair: Repair) => send<undefined>('POST', addressOf(`/aside/${id}/accept`), repair)
export const refuseAside = (id: string, reason: string) => send<undefined>('POST', addressOf(`/aside/${id}/refuse`), { reason })

export const listDevices = (params: Params) => get<Page<Device>>('/devices', params)
export const listPhoneOwners = () => get<Page<User>>('/phones/owners')
export const enrolPhone = (user: string) => send<PhoneEnrolment>('POST', addressOf('/phones/enrolments'), { user_id: user })
export const showEnrolment = (user: string) => send<EnrolmentState>('GET', addressOf(`/phones/enrolments/${user}`))
export const endPhone = (device: string) => send<{ ended: number }>('POST', addressOf(`/phones/${device}/end`))
export const sendRescue = (file: object) => send<Rescued>('POST', addressOf('/sync/rescue'), file)

export const listAudit = (params: Params) => get<Page<AuditEntry>>('/audit', params)
export const getAuditState = () => get<AuditState>('/audit/state')
export const auditFile = (params: Params) => addressOf('/audit.csv', params)

export const getAllowance = (params: Params) => get<Allowance>('/exports/allowance', params)
export const makeList = (asked: Record<string, string | null>) => send<Job>('POST', addressOf('/exports/jobs'), asked)
export const getPrintAllowance = (params: Params) => get<Allowance>('/printed-slips/allowance', params)
export const askPrints = (asked: Record<string, string | null>) => send<ExportRequest>('POST', addressOf('/printed-slips/requests'), asked)
export const makePrints = (asked: Record<string, string | null>) => send<Job>('POST', addressOf('/printed-slips/jobs'), asked)
export const slipFile = (visit: string, reason: string) => addressOf(`/visits/${visit}/slip.pdf`, { reason })
export const blankSlipFile = (household: string, audience = '') => addressOf(`/households/${household}/blank-slip.pdf`, { audience })
export const matchPaper = (visit: string) => get<PaperMatch>(`/visits/${visit}/paper`)
export const getLedgerAllowance = (word: string, params: Params) => get<Allowance>(`/ledgers/${word}/allowance`, params)
export const askLedger = (word: string, asked: Record<string, string | null>) => send<ExportRequest>('POST', addressOf(`/ledgers/${word}/requests`), asked)
export const makeLedger = (word: string, asked: Record<string, string | null>) => send<Job>('POST', addressOf(`/ledgers/${word}/jobs`), asked)
export const listJobs = (params: Params) => get<Page<Job>>('/jobs', params)
export const getJob = (id: string) => get<Job>(`/jobs/${id}`)
export const endJob = (id: string) => send<Job>('DELETE', addressOf(`/jobs/${id}`))
export const jobFile = (id: string) => addressOf(`/jobs/${id}/file`)
export const listExports = (params: Params) => get<Page<ExportEntry>>('/exports', params)
export const traceExport = (form: FormData) => upload<Traced>('/exports/trace', form, () => undefined)
export const listExportRequests = (params: Params) => get<Page<ExportRequest>>('/export-requests', params)
export const askExport = (asked: Record<string, string | null>) => send<ExportRequest>('POST', addressOf('/export-requests'), asked)
export const withdrawExport = (id: string) => send<ExportRequest>('POST', addressOf(`/export-requests/${id}/withdraw`))
export const approveExport = (id: string) => send<ExportRequest>('POST', addressOf(`/export-requests/${id}/approve`), {})
export const refuseExport = (id: string, reason: string) =>
  send<ExportRequest>('POST', addressOf(`/export-requests/${id}/refuse`), { reason })

export const listChecks = (params: Params) => get<Page<CheckRound>>('/check-rounds', params)
export const getCheck = (id: string) => get<CheckRoundDetail>(`/check-rounds/${id}`)
export const listCheckers = (village: string) => get<{ items: Checker[] }>('/check-rounds/checkers', { village })
export const drawCheck = (draw: Draw) => send<CheckRoundDetail>('POST', addressOf('/check-rounds'), draw)
export const endCheck = (id: string) => send<CheckRoundDetail>('POST', addressOf(`/check-rounds/${id}/end`))
export const listForgettings = (params: Params) => get<Page<Forgetting>>('/forgettings', params)
export const getForgetting = (id: string) => get<ForgettingDetail>(`/forgettings/${id}`)
export const askForgetting = (household_id: string, asked: ForgettingAsked) =>
  send<ForgettingDetail>('POST', addressOf('/forgettings'), { household_id, ...asked })
export const withdrawForgetting = (id: string) => send<Forgetting>('POST', addressOf(`/forgettings/${id}/withdraw`))
export const approveForgetting = (id: string, chosen: string[]) => send<Forgetting>('POST', addressOf(`/forgettings/${id}/approve`), { chosen })
export const refuseForgetting = (id: string, reason: string) => send<Forgetting>('POST', addressOf(`/forgettings/${id}/refuse`), { reason })

export const getLedger = (word: string, params: Params) => get<LedgerPreview>(`/ledgers/${word}`, params)
export const ledgerFile = (word: string, format: 'xlsx' | 'pdf', params: Params) => addressOf(`/ledgers/${word}.${format}`, params)
export const listRoots = (params: Params) => get<SlipRootPage>('/slip-roots', params)
export const rootFile = (number: number, ending: 'json' | 'txt') => addressOf(`/slip-roots/${number}.${ending}`)
export const lookAtSeal = (visitId: string) => get<Seal>(`/visits/${visitId}/seal`)
export const listKeptLedgers = (params: Params) => get<Page<KeptLedger>>('/kept-ledgers', params)
export const keptLedgerFile = (number: number) => addressOf(`/kept-ledgers/${number}.xlsx`)
export const getLedgerTemplate = (word: string) => get<LedgerTemplate>(`/ledger-templates/${word}`)
export const ledgerTemplateFile = (word: string, version: number) => addressOf(`/ledger-templates/${word}.xlsx`, { version })
export const uploadLedgerTemplate = (word: string, form: FormData) => upload<LedgerTemplate>(`/ledger-templates/${word}`, form, () => undefined)
export const putLedgerTemplate = (word: string, version: number) => send<LedgerTemplate>('PUT', addressOf(`/ledger-templates/${word}/${version}`))

export const uploadRoster = (form: FormData, onProgress: (share: number) => void) =>
  upload<Roster>('/rosters', form, onProgress)
export const listRosters = () => get<Page<Roster>>('/rosters')
export const getRoster = (id: string) => get<Roster>(`/rosters/${id}`)
export const listRosterRows = (id: string, params: Params) => get<Page<RosterRow>>(`/rosters/${id}/rows`, params)
export const commitRoster = (id: string, decided: { merge_rows: number[], separate_rows: number[] }) =>
  send<Roster>('POST', addressOf(`/rosters/${id}/commit`), decided)
export const badRows = (id: string) => addressOf(`/rosters/${id}/bad.xlsx`)
