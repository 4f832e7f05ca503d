// Requests for exclusions as workers make them, and what becomes of them: at the desk, and by second thoughts at the door.
import { needsOf } from '@shared/exclusions'
import type { ExclusionReason } from '@shared/words'
import type { Dice } from './dice'
import type { Office } from './office'
import type { App, Phone } from './phone'
import { picture } from './picture'
import type { Stage } from './stage'

type Input = Parameters<App['shipped']['recordExclusion']>[1]

const REASONS: ExclusionReason[] = ['vacant', 'registered_only', 'away', 'lives_elsewhere', 'demolished', 'moved_out']
const HOME_AGAIN = '2027-03-01'
const PHOTO_BYTES = [40, 20_000]

/** On the evidence that its reason needs; now and then with none, as a form with a fault of ours would let through. */
export function exclusionAt(household: Input['household'], dice: Dice): Input {
  const reason = dice.pick(REASONS)
  const needs = needsOf(reason)
  const bare = dice.happens(0.08)
  const photo = () => picture(dice.pick(PHOTO_BYTES), dice.between(0, 3))
  return {
    household: dice.happens(0.03) ? { ...household, id: '00000000-0000-4000-8000-000000000000' } : household,
    reason,
    words: bare ? '' : '连续三次上门无人',
    witness: needs.witness.length > 0 && !bare ? '张大爷' : '',
    witness_role: needs.witness[0] ?? null,
    returns_on: needs.returns_on ? HOME_AGAIN : null,
    photos: needs.photo && !bare ? Array.from({ length: dice.between(1, 3) }, photo) : [],
  }
}

/** Somebody at the desk goes through the list of requests, and now and then ends an exclusion that was approved. */
export function decideAsked(office: Office, dice: Dice): void {
  for (const id of office.exclusions('requested')) {
    if (dice.happens(0.6)) office.approve(id)
    else if (dice.happens(0.6)) office.refuseExclusion(id)
  }
  for (const id of office.exclusions('in_force')) if (dice.happens(0.2)) office.end(id)
}

/** A worker takes a request back, over whatever network there is; only a later sync says whether it went. */
export async function takeBack({ world, dice }: Stage, phone: Phone): Promise<void> {
  const { app } = phone
  const mine = phone.rows('outbox').filter((entry) => entry.asked?.state === 'requested')
  if (!app || mine.length === 0) return
  const { id } = dice.pick(mine)
  await world.start(app.lane, () => app.shipped.takeBack(id))
}
