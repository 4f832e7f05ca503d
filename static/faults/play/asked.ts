// Spot checks: drawn and ended at the desk, and what is heard at their doors by whoever is to ask there.
import type { Dice } from './dice'
import type { App, Phone } from './phone'
import type { Stage } from './stage'

type Input = Parameters<App['shipped']['recordCheck']>[1]

const ANSWERS = { confirmed: 45, denied: 15, unsure: 10, away: 30 } as const

/** Draw in one of the villages, for somebody with a phone; where none of them may ask there, nothing comes of it. */
export function drawCheck({ office, dice, county, phones }: Stage): void {
  const village = dice.pick(county.grids).slice(0, -3)
  const withPhones = new Set(phones.map(({ username }) => county.worker_ids[username]))
  const [checker] = office.checkers(village).filter((id) => withPhones.has(id))
  if (checker) office.drawCheck(village, checker)
}

/** What is heard at one of the doors that this phone is to ask at; now and then at one of somebody else's, as after a mistake of ours. */
export function hearingAt(phone: Phone, dice: Dice): Input | null {
  const checks = phone.rows('checks')
  if (checks.length === 0) return null
  const picked = dice.pick(checks)
  const label = { asked_at: '', village_name: '', kind: 'family' as const, title: null, householder: '周五', address: '街1号', lat: null, lon: null }
  const household_id = dice.happens(0.03) ? '00000000-0000-4000-8000-000000000000' : picked.household_id
  const answer = dice.weighed(ANSWERS)
  return { check: { ...label, ...picked, household_id }, answer, signature: answer === 'confirmed' ? 'own' : null, note: dice.happens(0.1) ? '老人说的' : '' }
}
