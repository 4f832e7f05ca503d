// What a worker proposes about the register at a door: its one body, the door that it makes, and what became of it in words.
import { sha256Hex } from '@shared/hash'
import type { Kind } from '@shared/words'
import type { Entry, HouseholdData, Position, ProposalInput, ProposalKind, ProposedDoor } from './records'
import { clocksNow, type Making, type SealedEvent, typed } from './visit'

/** The version of the body below. */
export const PROPOSAL_VERSION = 1

const NAMES: Record<ProposalKind, string> = { new: '报新户', moved: '报换了人家', phone: '报电话更正', position: '报门口位置' }

/** Serialise a proposal once and for all. */
export async function sealProposal(input: ProposalInput, { anchor }: Pick<Making, 'anchor'>): Promise<SealedEvent> {
  const { household, kind } = input
  const isNew = kind === 'new'
  const body = JSON.stringify({
    household_id: household.id,
    kind,
    division_code: isNew ? household.division_code : '',
    door_kind: isNew ? household.kind : null,
    title: isNew ? typed(household.title ?? '') : '',
    householder: typed(input.householder),
    phone: dialled(input.phone),
    address: isNew ? typed(household.address) : '',
    position: input.position,
    note: typed(input.note),
    ...clocksNow(anchor),
  })
  return { body, sha256: await sha256Hex(body), images: [] }
}

const PHONE = /^(1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|[2-9]\d{6,7})$/

const dialled = (text: string) => text.normalize('NFKC').replace(/[\s\-()—–.]/g, '').replace(/^(\+86|0086|86(?=1\d{10}$))/, '')

/** Whether it can be dialled; the server asks the same. */
export const isPhone = (text: string) => PHONE.test(dialled(text))

/** What was filled in of a door that the roster lacks. */
export interface NewDoorForm {
  kind: Kind
  grid: string
  title: string
  householder: string
  phone: string
  address: string
  note: string
}

/** What is wrong with a form, and at which field; at none, where it could not be stored. */
export interface Lack { field: keyof NewDoorForm | null; words: string }

/** What it still lacks; nothing when it can be saved. `begun` is what stood in the address before anybody typed: no address yet. */
export function missingOf(form: NewDoorForm, begun = ''): Lack | null {
  if (!form.grid) return { field: 'grid', words: '请选择这一户在哪个网格' }
  if (!form.address.trim()) return { field: 'address', words: '请填写地址' }
  if (form.address.trim() === begun) return { field: 'address', words: `“${begun}”后面请补上门牌号；没有门牌的，写明在哪里` }
  if (form.kind !== 'family' && !form.title.trim()) return { field: 'title', words: form.kind === 'merchant' ? '请填写店名' : '请填写企业名称' }
  if (!form.householder.trim()) return { field: 'householder', words: form.kind === 'family' ? '请填写户主姓名' : '请填写负责人姓名' }
  if (form.phone.trim() && !isPhone(form.phone)) return { field: 'phone', words: '电话号码不对，请核对；没有电话可以不填' }
  return null
}

/** A door as this phone keeps it, from what is known of one that is not on the register. */
export function proposedDoor(id: string, door: ProposedDoor): HouseholdData {
  return {
    door_code: null,
    residents_count: null,
    plate: null,
    state: 'uncovered',
    state_until: null,
    attempts: 0,
    last_outcome: null,
    last_visited_at: null,
    come_back_at: null,
    ...door,
    id,
  }
}

/** The door that a filled form makes. */
export function doorOf(id: string, form: NewDoorForm, names: Pick<ProposedDoor, 'grid_name' | 'village_name'>, at: Position | null): HouseholdData {
  return proposedDoor(id, {
    grid_name: names.grid_name,
    village_name: names.village_name,
    lat: at && at.lat_e6 / 1e6,
    lon: at && at.lon_e6 / 1e6,
    division_code: form.grid,
    kind: form.kind,
    title: form.kind === 'family' ? null : typed(form.title),
    householder: typed(form.householder),
    // Only the server knows how names sound; it tells when it has heard of the door.
    initials: '',
    phone: form.phone.trim() ? dialled(form.phone) : null,
    address: typed(form.address),
  })
}

/** Where a new address most likely begins: the one before without its last number. */
export const stemOf = (address: string) => address.replace(/[0-9０-９]+[^0-9０-９]*$/, '')

/** What was searched for in vain is a name, or where somebody lives. */
export const saysAddress = (words: string) => /[0-9０-９]|路|街|巷|村|组|栋|楼|号/.test(words)

/** What an entry is, in two or three words; nothing where it is no proposal. */
export const proposalName = ({ proposal }: Pick<Entry, 'proposal'>) => (proposal ? NAMES[proposal] : '')

/** What became of it; nothing is said of an entry that is none, or that the server has not taken. */
export function proposalWords({ proposal, proposed, verdict }: Pick<Entry, 'proposal' | 'proposed' | 'verdict'>): string {
  if (!proposal || !(proposed || verdict === 'created' || verdict === 'duplicate')) return ''
  if (!proposed || proposed.state === 'waiting') return proposal === 'new' ? '等派出所或县级核实，走访照常登记' : '等派出所或县级核实'
  const by = proposed.by_name ? `（${proposed.by_name}）` : ''
  if (proposed.state === 'confirmed') return `已核实${by}，已记入名册`
  return `没有采纳${by}：${proposed.refusal ?? '没有写明原因'}`
}

/** Who was reported here to live at a door instead, while nobody has decided on it; `entries` are the door's, the newest first. */
export function familyAt(entries: readonly Entry[]): string | null {
  const waits = ({ proposal, proposed, state }: Entry) =>
    proposal === 'moved' && state !== 'attention' && (proposed?.state ?? 'waiting') === 'waiting'
  return entries.find(waits)?.family || null
}

/** Those among these doors that stand at an address already. */
export function doorsAt<Door extends Pick<HouseholdData, 'address'>>(doors: readonly Door[], address: string): Door[] {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
  return doors.filter((door) => plain(door.address) === plain(address))
}

/** Whether what was searched for may be somebody's name: initials and numbers are none. */
export const saysName = (words: string) => /^\p{Script=Han}[\p{Script=Han}·]+$/u.test(words) && !saysAddress(words)

/** Said at a door that somebody refused and that something unsent still hangs on. */
export const REFUSED_DOOR = '这一户没有通过核实，未上传的记录上传后将从本机清除'
