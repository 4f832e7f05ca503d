// What workers enter: visits, with slips given in every way or with none, with photos or without, requests for exclusions, and
// second thoughts about a visit; at a door of theirs or one that is not.
import type { WithdrawalReason } from '@shared/words'
import type { Dice } from './dice'
import { hearingAt } from './asked'
import { exclusionAt } from './asking'
import type { App, Phone, Saved } from './phone'
import { picture } from './picture'
import type { County } from './server'

type Input = Parameters<App['shipped']['recordVisit']>[1]
type Household = Input['household']

// Few faces, so that two visits often bear the very same picture.
const FACES = 4
const ASKED_CHANCE = 0.2
const HEARING_CHANCE = 0.5
const WITHDRAWAL_CHANCE = 0.07
const SECOND_THOUGHTS: WithdrawalReason[] = ['undone', 'wrong_door', 'wrong_outcome', 'wrong_signer', 'twice']
const PHOTO_SIZES = { small: 40, inline: 20_000, whole: 60_000, pieces: 300_000 }
const PHOTO_CHANCES = { small: 70, inline: 18, whole: 9, pieces: 3 }

function photos(dice: Dice): ArrayBuffer[] {
  if (dice.happens(0.75)) return []
  const count = dice.between(1, 3)
  return Array.from({ length: count }, () => picture(PHOTO_SIZES[dice.weighed(PHOTO_CHANCES)], dice.between(0, FACES)))
}

type Slip = NonNullable<Input['slip']>
type Way = Slip['way']

// A plain refusal has no slip.
const WAY_CHANCES: Partial<Record<Input['outcome'], Partial<Record<Way | 'none', number>>>> = {
  taught: { signed: 60, adult: 15, mark: 13, paper: 12 },
  refused: { none: 50, refused: 50 },
}

function pictureOf(way: Way, dice: Dice): ArrayBuffer | null {
  if (way === 'refused') return null
  const isSigned = way === 'signed' || way === 'adult'
  return picture(isSigned ? dice.between(60, 90) : PHOTO_SIZES[dice.weighed(PHOTO_CHANCES)], dice.between(0, FACES))
}

function slipOf(way: Way, dice: Dice, county: County): Slip {
  const points = Array.from({ length: 6 }, (_, n) => [n * 9, n * n, n * 16] as [number, number, number])
  const isNamed = way !== 'refused' || dice.happens(0.5)
  return {
    template_id: county.template_id,
    text: '请提防电信网络诈骗。',
    way,
    reason: way === 'mark' || way === 'refused' ? '不识字' : '',
    signer_name: isNamed ? '周五' : '',
    signer_relation: isNamed ? (way === 'adult' ? 'child' : 'self') : '',
    strokes: way === 'signed' || way === 'adult' ? [points] : null,
    picture: pictureOf(way, dice),
    paper_code: way === 'paper' && dice.happens(0.5) ? 'YJA0PJQ5W' : '',
  }
}

function outcomeOf(dice: Dice): Input['outcome'] {
  return dice.happens(0.45) ? 'taught' : dice.pick(['no_answer', 'refused', 'moved', 'vacant'] as const)
}

function visitAt(household: Household, dice: Dice, county: County): Input {
  const outcome = outcomeOf(dice)
  const chances = WAY_CHANCES[outcome]
  const way = chances ? dice.weighed(chances as Record<Way | 'none', number>) : 'none'
  const slip = way === 'none' ? null : slipOf(way, dice, county)
  return {
    household,
    // One that the server does not know cannot be applied, and must be kept all the same.
    campaign_id: dice.happens(0.04) ? '00000000-0000-4000-8000-000000000000' : county.campaign_id,
    outcome,
    note: dice.happens(0.1) ? '狗很凶' : '',
    witness: way === 'mark' || way === 'refused' ? '李主任' : '',
    position: null,
    position_reason: 'denied',
    come_back_at: null,
    lesson: null,
    slip,
    photos: photos(dice),
  }
}

function doorOf(phone: Phone, dice: Dice, county: County): Household | null {
  const doors = phone.rows('households').filter((door) => !door.released)
  if (doors.length === 0) return null
  const door = dice.pick(doors)
  // A door of somebody else's, as when a grid changed hands while its page was open.
  return dice.happens(0.06) ? { ...door, ...dice.pick(county.doors) } : door
}

type Standing = Parameters<App['shipped']['recordWithdrawals']>[1][number]

// A visit that still stands on this phone; what its worker reads of it is of no account here.
function standing(phone: Phone, dice: Dice): Standing | null {
  const visits = phone.rows('outbox').filter((entry) => entry.type === 'visit' && !entry.taken_back && !entry.decision)
  return visits.length > 0 ? { ...dice.pick(visits), title: '', address: '' } : null
}

/** Saves something for good; from the moment it ends, the worker has been told that it is saved. */
export type Deed = (app: App) => Promise<Saved>

function withdrawalOf(visit: Standing, because: WithdrawalReason): Deed {
  return async ({ db, shipped }) => {
    const [entry] = await shipped.recordWithdrawals(db, [visit], because)
    if (!entry) throw new Error('a withdrawal was saved and is nowhere')
    return entry
  }
}

/** What the worker enters next; null when there is no door on the phone. */
export function nextDeed(phone: Phone, dice: Dice, county: County): Deed | null {
  const hearing = hearingAt(phone, dice)
  if (hearing && dice.happens(HEARING_CHANCE)) return ({ db, shipped }) => shipped.recordCheck(db, hearing)
  const visit = dice.happens(WITHDRAWAL_CHANCE) ? standing(phone, dice) : null
  if (visit) return withdrawalOf(visit, dice.pick(SECOND_THOUGHTS))
  const household = doorOf(phone, dice, county)
  if (!household) return null
  if (dice.happens(ASKED_CHANCE)) {
    const asked = exclusionAt(household, dice)
    return ({ db, shipped }) => shipped.recordExclusion(db, asked)
  }
  const input = visitAt(household, dice, county)
  return ({ db, shipped }) => shipped.recordVisit(db, input)
}

/** Enter something and be told that it is saved. */
export async function record(phone: Phone, dice: Dice, county: County): Promise<void> {
  const deed = nextDeed(phone, dice, county)
  if (deed) phone.saved.push(await phone.run(deed))
}

/** The same visit whenever it is asked for, with one photo or none: cuts count its bytes. */
export function fixedVisit(phone: Phone, { campaign_id }: County, photoBytes: number, face: number): Input {
  const [household] = phone.rows('households')
  if (!household) throw new Error('there is no door on the phone')
  const photos = photoBytes > 0 ? [picture(photoBytes, face)] : []
  const rest = { note: '', witness: '', position: null, position_reason: 'denied',
    come_back_at: null, lesson: null, slip: null } as const
  return { household, campaign_id, outcome: 'no_answer', photos, ...rest }
}
