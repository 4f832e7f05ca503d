// The operator goes back to backups: to any of them, to one of a history that is left by it, and to one after another.
import { FAIR } from './network'
import type { Phone } from './phone'
import type { Stage } from './stage'
import { record } from './visit'

// More than what comes after a backup that was gone back to, so that the number alone does not tell which history is which.
const MANY_CHANGES = 12
// Long enough for what was recorded to be sent, and for the phone to hear what it need not keep.
const A_WHILE = 5000

function backUp(stage: Stage): number {
  stage.backups = stage.server.backUp()
  return stage.backups - 1
}

function change({ office, dice, county }: Stage): void {
  office.count(dice.pick(county.grids), dice.between(1, 1000))
}

function goBackTo(stage: Stage, backup: number): boolean {
  const isRestored = stage.server.restore(backup)
  if (isRestored) for (const one of stage.phones) one.unheardRestore = true
  return isRestored
}

async function heard({ world }: Stage, phone: Phone): Promise<void> {
  await phone.wake('hand')
  await world.pass(A_WHILE)
}

async function recordAndSend(stage: Stage, phone: Phone): Promise<void> {
  await record(phone, stage.dice, stage.county)
  phone.network.weather = FAIR
  phone.network.online = true
  await heard(stage, phone)
}

/** To whichever there is. */
export function restore(stage: Stage): void {
  if (stage.backups) goBackTo(stage, stage.dice.between(0, stage.backups - 1))
}

/** To an older one; then the newer one is verified, as if it were still of this history. */
export function mixUp(stage: Stage): void {
  const older = backUp(stage)
  change(stage)
  const newer = backUp(stage)
  if (!goBackTo(stage, older)) return
  change(stage)
  stage.server.verify(newer)
}

/** To one, and, as it still does not suit, to another, though phones rely by then on what that one lacks. */
export async function goBackTwice(stage: Stage, phone: Phone): Promise<void> {
  const older = backUp(stage)
  await recordAndSend(stage, phone)
  for (let left = MANY_CHANGES; left > 0; left -= 1) change(stage)
  const newer = backUp(stage)
  const isLeft = stage.dice.happens(0.5) && goBackTo(stage, older)
  if (isLeft) await recordAndSend(stage, phone)
  const newest = isLeft ? backUp(stage) : newer
  stage.server.verify(newest)
  await heard(stage, phone)
  goBackTo(stage, newest)
  goBackTo(stage, isLeft ? newer : older)
}
