// Doors, campaigns and visits for tests, with only what a test cares about spelled out.
import type { Draft } from './begun'
import type { Campaign, CheckData, ExclusionInput, Household, HouseholdData, NoticeTemplate, SlipInput, VisitInput } from './records'
import type { Making } from './visit'
import type { Heard, ItemResult, PullAnswer, PushAnswer, SnapshotAnswer } from './wire'

const EVENT = '0193b2f0-0000-7000-8000-000000000001'
const WORKER = '5d3c2b1a-0000-4000-8000-000000000002'
const DEVICE = '3f0c9a52-0000-4000-8000-000000000003'

/** A door as the server sends it. */
export function sampleDoorData(given: Partial<HouseholdData> = {}): HouseholdData {
  return {
    id: 'door-1',
    door_code: null,
    kind: 'family',
    title: null,
    householder: '吕建国',
    initials: 'ljg',
    phone: '13800000000',
    address: '河滨路1号',
    division_code: '341825100201001',
    grid_name: '第一网格',
    village_name: '柳溪村',
    lat: 30.29,
    lon: 118.54,
    residents_count: 3,
    plate: null,
    state: 'uncovered',
    state_until: null,
    attempts: 0,
    last_outcome: null,
    last_visited_at: null,
    come_back_at: null,
    ...given,
  }
}

/** A door as this phone keeps it. */
export function sampleDoor(given: Partial<Household> = {}): Household {
  return { ...sampleDoorData(), local_outcome: null, local_visited_at: null, released: false, ...given }
}

const TEMPLATE: NoticeTemplate = {
  id: 'template-1', audience: 'family', version: 1, title: '告知单', body: '{householder}（{village}{address}）{day}', teaches: ['loan'],
}

/** A door that is checked, as the server tells of it. */
export function sampleCheckData(given: Partial<CheckData> = {}): CheckData {
  return {
    id: 'check-1',
    household_id: 'elsewhere-1',
    asked_at: '2026-11-25T09:00:00+00:00',
    answer: null,
    times_away: 0,
    village_name: '石榴村',
    kind: 'family',
    title: null,
    householder: '欧阳静好',
    address: '石榴巷3号',
    lat: 30.29,
    lon: 118.54,
    ...given,
  }
}

/** A campaign with a short notice. */
export function sampleCampaign(given: Partial<Campaign> = {}): Campaign {
  return {
    id: 'campaign-1',
    name: '冬季行动',
    starts_on: '2026-11-01',
    deadline_on: '2026-12-31',
    target_percent: 100,
    counts_refusals: false,
    template: TEMPLATE,
    templates: [TEMPLATE],
    ...given,
  }
}

/** Signed, with one stroke. */
export function sampleSlip(given: Partial<SlipInput> = {}): SlipInput {
  return {
    template_id: 'template-1',
    text: '已告知',
    way: 'signed',
    reason: '',
    signer_name: '吕建国',
    signer_relation: 'self',
    strokes: [[[1, 2, 0], [30, 40, 16]]],
    picture: new Uint8Array([137, 80, 78, 71]).buffer,
    paper_code: '',
    ...given,
  }
}

/** A knock nobody answered. */
export function sampleVisit(given: Partial<VisitInput> = {}): VisitInput {
  return {
    household: sampleDoor(),
    campaign_id: 'campaign-1',
    outcome: 'no_answer',
    note: '',
    witness: '',
    position: null,
    position_reason: 'denied',
    come_back_at: null,
    lesson: null,
    slip: null,
    photos: [],
    ...given,
  }
}

/** A refusal begun. */
export function sampleDraft(given: Partial<Draft> = {}): Draft {
  return {
    household_id: 'door-1',
    outcome: 'refused',
    way: null,
    reason: '',
    paper_code: '',
    note: '不开门',
    witness: '',
    signer_name: '',
    signer_relation: 'self',
    strokes: [],
    saved_at: '',
    ...given,
  }
}

/** By whom an event is made, on a phone that is not enrolled. */
export function sampleMaking(given: Partial<Making> = {}): Making {
  return { id: EVENT, anchor: null, worker_id: WORKER, device_id: DEVICE, key: null, plate: null, ...given }
}

/** A door that nobody lives in, with a photo and a neighbour's word. */
export function sampleExclusion(given: Partial<ExclusionInput> = {}): ExclusionInput {
  return {
    household: sampleDoor(),
    reason: 'vacant',
    words: '连续三次上门无人',
    witness: '张大爷',
    witness_role: 'neighbour',
    returns_on: null,
    photos: [new Uint8Array([255, 216, 1]).buffer],
    ...given,
  }
}

/** What every answer tells of the county's history, up to a change number. */
export function sampleHeard(seq = 1, given: Partial<Heard> = {}): Heard {
  return { server_time: '2026-11-22T06:00:00Z', anchor: { seq, hash: `${seq}`.padStart(64, '0') }, backed_up: 0, ...given }
}

const READ = { scope: ['341825100201001'], campaign: 'campaign-1', items: [], confirmed: { visits: 0, taught: 0 }, rescue_key: null }

/** A page of what changed, that reaches up to `next`. */
export function samplePage<Item = unknown>(given: Partial<PullAnswer<Item>> = {}): PullAnswer<Item> {
  return { ...READ, ...sampleHeard(given.next ?? 1), next: 1, more: false, ...given }
}

/** A page of a snapshot; the only one, unless `after` is given. */
export function sampleSnapshot<Item = unknown>(given: Partial<SnapshotAnswer<Item>> = {}): SnapshotAnswer<Item> {
  return { ...READ, ...sampleHeard(given.as_of ?? 1), as_of: 1, after: null, ...given }
}

/** The same verdict on each of these events. */
export function sampleVerdicts(events: { id: string }[], given: Partial<ItemResult>, heard = sampleHeard(100)): PushAnswer {
  const result = { status: 'created' as const, receipt: 7, code: null, message: null, ...given }
  return { ...heard, device_secret: 'secret', results: events.map(({ id }) => ({ id, ...result })), blobs: [] }
}
