// Doors, campaigns and visits for tests, with only what a test cares about spelled out.
import type { Campaign, Household, HouseholdData, SignedSlip, VisitInput } from './records'

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
    state: 'uncovered',
    state_until: null,
    attempts: 0,
    last_outcome: null,
    last_visited_at: null,
    ...given,
  }
}

/** A door as this phone keeps it. */
export function sampleDoor(given: Partial<Household> = {}): Household {
  return { ...sampleDoorData(), local_outcome: null, local_visited_at: null, released: false, ...given }
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
    template: { id: 'template-1', version: 1, title: '告知单', body: '{householder}（{village}{address}）{day}' },
    ...given,
  }
}

/** A signature of one stroke. */
export function sampleSlip(given: Partial<SignedSlip> = {}): SignedSlip {
  return {
    template_id: 'template-1',
    text: '已告知',
    signer_name: '吕建国',
    signer_relation: 'self',
    strokes: [[[1, 2, 0], [30, 40, 16]]],
    image: new Uint8Array([137, 80, 78, 71]).buffer,
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
    slip: null,
    ...given,
  }
}
