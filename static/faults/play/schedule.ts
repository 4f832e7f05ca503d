// One random schedule: phones that record, a network that fails, an office that changes its mind; then all heals, and is checked.
import { auditBadges, checkAll } from './checks'
import { healAll, syncAll } from './healing'
import { FOUL } from './network'
import { Stage } from './stage'
import { step, themeOf } from './steps'
import type { Wire } from './wire'

export interface Outcome extends Record<string, unknown> {
  saved: number
  faults: string[]
}

// Mostly one phone; two of two workers, two of one worker, three of three.
const CASTS = [['alice'], ['alice'], ['alice', 'bob'], ['alice', 'alice'], ['alice', 'bob', 'grace']]

// Many counties will be slow to enrol every phone.
const ENROLLED_CHANCE = 0.6

/** Play a seed. */
export async function playSchedule(wire: Wire, seed: number): Promise<Outcome> {
  const stage = new Stage(wire, seed)
  const { dice, phones, faults } = stage
  for (const username of dice.pick(CASTS)) await stage.equip(username, dice.happens(ENROLLED_CHANCE))
  for (const phone of phones) phone.network.weather = FOUL
  const theme = themeOf(stage)
  for (let left = dice.between(10, 30); left > 0 && faults.length === 0; left -= 1) {
    await step(stage, theme)
    auditBadges(stage)
  }
  await healAll(stage)
  await syncAll(stage)
  auditBadges(stage)
  await checkAll(stage)
  return { saved: phones.reduce((sum, phone) => sum + phone.saved.length, 0), faults }
}
