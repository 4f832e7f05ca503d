// Records an event: the event itself, its place in the outbox, its pictures and its effect on the door, all or none.
import type { WithdrawalReason } from '@shared/words'
import { CHECK_VERSION, sealCheck } from '../domain/checks'
import { EXCLUSION_VERSION, sealExclusion } from '../domain/exclusion'
import type { CheckInput, Entry, ExclusionInput, Household, HouseholdData, ProposalInput, StoredBlob, Talked, VisitInput } from '../domain/records'
import { PROPOSAL_VERSION, sealProposal } from '../domain/proposal'
import { knockOf } from '../domain/standing'
import { talkedOf } from '../domain/talk'
import { sealWithdrawal, WITHDRAWAL_VERSION } from '../domain/withdrawal'
import { mintEventId } from '../domain/uuid'
import { type Making, SCHEMA_VERSION, type SealedEvent, sealVisit } from '../domain/visit'
import { withRoom } from './ballast'
import { showHeard } from './checks'
import type { PhoneDb } from './db'
import { deviceId, leaveMark } from './device'
import { deviceKey } from './deviceKey'
import { askedDraftOf, checkDraftOf, dropForm } from './doors'
import { takeBackHere } from './takingBack'
import { openBodies, openLabels, sealPicture, sealTexts } from './entries'
import { recordLock, whenFree } from './locks'
import { readMeta, writeMeta } from './meta'
import { scannedAt, spendScan } from './plates'
import { showProposed } from './proposals'
import { mustBeOpen, openRegister, type Register, RegisterShut, sealDoor } from './register'
import { withStore } from './reopen'

type Texts = Pick<Entry, 'body' | 'title' | 'address' | 'note'>

/** What is to be recorded: about which door, how it is sealed, and what it is in the list. */
interface Recording extends Pick<Entry, 'type' | 'schema_version' | 'outcome' | 'way' | 'come_back_at' | 'of' | 'because' | 'reason' | 'check_id' | 'answer' | 'proposal' | 'note' | 'family'> {
  talked?: Talked | null
  household: Pick<Household, 'id' | 'title' | 'householder' | 'address'>
  /** A door that the register lacks, which is on this phone from now on. */
  door?: HouseholdData
  seal: (making: Making) => Promise<SealedEvent>
}

/** An event as it is kept: nobody reads in the phone's files whose door it was, or what was signed. */
interface Kept {
  id: string
  what: Recording
  made: SealedEvent
  texts: Texts
  pictures: Pick<StoredBlob, 'sha256' | 'data' | 'sealed'>[]
  door: { register: Register; sealed: Awaited<ReturnType<typeof sealDoor>> } | null
}

function newEntry({ id, what, made: sealed, texts }: Kept, seq: number, recorded_at: string): Entry {
  return {
    id,
    device_seq: seq,
    type: what.type,
    schema_version: what.schema_version,
    sha256: sealed.sha256,
    blobs: sealed.images.map((image) => image.sha256),
    state: 'waiting',
    verdict: null,
    receipt: null,
    code: null,
    message: null,
    attempts: 0,
    recorded_at,
    settled_at: null,
    acknowledged_at: null,
    decision: null,
    household_id: what.household.id,
    outcome: what.outcome,
    way: what.way ?? null,
    come_back_at: what.come_back_at ?? null,
    of: what.of ?? null,
    because: what.because ?? null,
    reason: what.reason ?? null,
    asked: null,
    // Left out where there is none: it is an index, and null is no key.
    ...(what.check_id && { check_id: what.check_id, answer: what.answer ?? null }),
    proposal: what.proposal ?? null,
    proposed: null,
    ...texts,
  }
}

async function write(db: PhoneDb, kept: Kept, recorded_at: string): Promise<Entry> {
  // It was committed, and only the word of it was lost with the connection.
  const stored = await db.outbox.get(kept.id)
  if (stored) return stored
  const seq = ((await readMeta(db, 'device_seq')) ?? 0) + 1
  const entry = newEntry(kept, seq, recorded_at)
  await db.outbox.add(entry)
  for (const picture of kept.pictures) {
    await db.blobs.put({ ...picture, state: 'waiting', receipt: null, attempts: 0, code: null, message: null })
  }
  await writeMeta(db, 'device_seq', seq)
  await takeEffect(db, entry, kept)
  return entry
}

async function takeEffect(db: PhoneDb, entry: Entry, { what, door }: Kept): Promise<void> {
  if (door) {
    await mustBeOpen(db, door.register)
    await showProposed(db, entry.id, door.sealed)
  }
  if (what.type === 'proposal') return
  if (what.of) return takeBackHere(db, what.of)
  if (what.check_id) {
    await showHeard(db, what.check_id)
    return dropForm(db, checkDraftOf(what.check_id))
  }
  if (what.type === 'visit') await showAtDoor(db, entry, what.talked)
  if (what.type === 'visit') await spendScan(db, entry.household_id)
  await dropForm(db, what.type === 'visit' ? entry.household_id : askedDraftOf(entry.household_id))
}

async function showAtDoor(db: PhoneDb, entry: Entry, talked: Talked | null | undefined): Promise<void> {
  await db.households.update(entry.household_id, { ...knockOf(entry), ...(talked && { local_talk: talked }) })
}

async function keepSealed(db: PhoneDb, id: string, what: Recording, made: SealedEvent): Promise<Kept> {
  const { household: { title, householder, address }, note, family } = what
  const texts = await sealTexts(db, { id, body: made.body, title: title || householder, address, note: note.trim(), family })
  const pictures = made.images.map(async ({ sha256, data }) => ({ sha256, ...(await sealPicture(db, sha256, data)) }))
  return { id, what, made, texts, pictures: await Promise.all(pictures), door: what.door ? await keepDoor(db, what.door) : null }
}

async function keepDoor(db: PhoneDb, door: HouseholdData): Promise<Kept['door']> {
  const register = await openRegister(db)
  if (!register) throw new RegisterShut('the register is locked')
  return { register, sealed: await sealDoor(register, door) }
}

async function makingOf(db: PhoneDb, id: string, { id: household_id }: Pick<Household, 'id'>): Promise<Making> {
  // At once: somebody waits, and none of them needs another.
  const asked = [readMeta(db, 'clock_anchor'), deviceId(db), deviceKey(db), scannedAt(db, household_id)] as const
  const [anchor, device_id, key, plate] = await Promise.all(asked)
  return { id, anchor: anchor ?? null, worker_id: db.userId, device_id, key: key ?? null, plate }
}

// Made, signed and sealed outside the transaction: IndexedDB commits by itself while a digest is awaited.
async function make(db: PhoneDb, id: string, what: Recording): Promise<Kept> {
  return keepSealed(db, id, what, await what.seal(await makingOf(db, id, what.household)))
}

const tablesOf = (db: PhoneDb) => [db.outbox, db.blobs, db.meta, db.households, db.checks, db.drafts, db.draft_photos, db.plates, db.keys]

// What is recorded at once has one moment: so it is known to belong together.
function store(db: PhoneDb, all: Kept[]): Promise<Entry[]> {
  return db.transaction('rw', tablesOf(db), async () => {
    const recorded_at = new Date().toISOString()
    const entries: Entry[] = []
    for (const kept of all) entries.push(await write(db, kept, recorded_at))
    return entries
  })
}

async function openAgain(db: PhoneDb, entries: Entry[]): Promise<Entry[]> {
  await leaveMark(db)
  const opened = await openBodies(db, entries)
  return openLabels(db, entries.map((entry) => opened.find(({ id }) => id === entry.id) ?? entry))
}

// They are stored for good: what fails from here on must not look as if they were not, or they are recorded twice.
async function afterStoring(db: PhoneDb, entries: Entry[]): Promise<Entry[]> {
  try {
    return await withStore(db, () => openAgain(db, entries))
  } catch (failure) {
    console.warn('something failed after it was stored', failure)
    return entries
  }
}

async function record(db: PhoneDb, all: Pick<Kept, 'id' | 'what'>[]): Promise<Entry[]> {
  const made = await Promise.all(all.map(({ id, what }) => make(db, id, what)))
  const entries = await store(db, made)
  return afterStoring(db, entries)
}

function recordForGood(db: PhoneDb, inputs: Recording[]): Promise<Entry[]> {
  return whenFree(recordLock(db.name), () => {
    const all = inputs.map((what) => ({ id: mintEventId(), what }))
    return withRoom(db, () => withStore(db, () => record(db, all)))
  })
}

async function recordOne(db: PhoneDb, input: Recording): Promise<Entry> {
  const [entry] = await recordForGood(db, [input])
  return entry as Entry
}

function visitRecording(input: VisitInput): Recording {
  const { household, outcome, note, come_back_at } = input
  const seal = (making: Making) => sealVisit(input, making)
  const rest = { way: input.slip?.way, come_back_at, talked: talkedOf(input.lesson) }
  return { type: 'visit', schema_version: SCHEMA_VERSION, household, outcome, ...rest, note, seal }
}

/** Store a visit for good on this phone. When it returns, the visit survives anything but the phone's loss. */
export function recordVisit(db: PhoneDb, input: VisitInput): Promise<Entry> {
  return recordOne(db, visitRecording(input))
}

/** Store a whole corridor in the same way: an event for each door, all of them or none. */
export function recordVisits(db: PhoneDb, inputs: VisitInput[]): Promise<Entry[]> {
  return recordForGood(db, inputs.map(visitRecording))
}

function withdrawalRecording(visit: Entry, because: WithdrawalReason): Recording {
  const { id: of, household_id: id, title, address } = visit
  const seal = (making: Making) => sealWithdrawal(visit, because, making)
  const household = { id, title, householder: title, address }
  return { type: 'withdrawal', schema_version: WITHDRAWAL_VERSION, household, outcome: null, of, because, note: '', seal }
}

/** Take visits of this phone back, in the same way: all of them or none. */
export function recordWithdrawals(db: PhoneDb, visits: Entry[], because: WithdrawalReason): Promise<Entry[]> {
  return recordForGood(db, visits.map((visit) => withdrawalRecording(visit, because)))
}

/** Store a request for an exclusion in the same way; the door stays as it is, for nobody has approved anything. */
export function recordExclusion(db: PhoneDb, input: ExclusionInput): Promise<Entry> {
  const { household, reason, words: note } = input
  const seal = (making: Making) => sealExclusion(input, making)
  return recordOne(db, { type: 'exclusion', schema_version: EXCLUSION_VERSION, household, outcome: null, reason, note, seal })
}

/** Store what was heard at a door that is checked, in the same way: nothing is covered by it, and no visit of mine changes. */
export function recordCheck(db: PhoneDb, input: CheckInput): Promise<Entry> {
  const { check, answer, note } = input
  const household = { ...check, id: check.household_id }
  const seal = (making: Making) => sealCheck(input, making)
  return recordOne(db, { type: 'check', schema_version: CHECK_VERSION, household, outcome: null, check_id: check.id, answer, note, seal })
}

/** Store a proposal in the same way. A door that the register lacks is in the list at once, to be visited like any other. */
export function recordProposal(db: PhoneDb, input: ProposalInput): Promise<Entry> {
  const { household, kind: proposal, note } = input
  const seal = (making: Making) => sealProposal(input, making)
  const family = proposal === 'moved' ? input.householder.trim() : undefined
  const door = proposal === 'new' ? household : undefined
  return recordOne(db, { type: 'proposal', schema_version: PROPOSAL_VERSION, household, outcome: null, proposal, note, family, door, seal })
}
