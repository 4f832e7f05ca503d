// A server that is killed while phones hand in: it comes back, and nothing is lost or here twice.
import { auditBadges, checkAll } from './checks'
import { healAll, syncAll } from './healing'
import type { Outcome } from './schedule'
import { Stage } from './stage'
import { record } from './visit'
import type { Wire } from './wire'

const WAVES = 3
const HALF_SECOND = 500

/** The Python side kills; here phones only record and sync. */
export async function playKills(wire: Wire, seed: number): Promise<Outcome> {
  const stage = new Stage(wire, seed)
  const { dice, phones, world, county, server, faults } = stage
  for (const username of ['alice', 'bob'].slice(0, dice.between(1, 2))) await stage.equip(username, false)
  for (let wave = 0; wave < WAVES; wave += 1) {
    for (const phone of phones) {
      for (let left = dice.between(1, 4); left > 0; left -= 1) await record(phone, dice, county)
      await phone.wake('hand')
    }
    for (let left = dice.between(2, 40); left > 0; left -= 1) {
      await world.pass(HALF_SECOND)
      // What died with the server may not be shown as received, not even until the phone hears of it.
      if (phones.some((phone) => phone.app?.phase === 'offline')) auditBadges(stage)
    }
  }
  server.calm()
  await healAll(stage)
  await syncAll(stage)
  await checkAll(stage)
  return { saved: phones.reduce((sum, phone) => sum + phone.saved.length, 0), faults }
}
