// After the last fault: the network is back, whoever was signed out signs in, and a minute later nothing may wait.
import { FAIR } from './network'
import type { Phone } from './phone'
import type { Stage } from './stage'
import { say } from './trace'

const ONE_MINUTE = 60_000
const GLANCE = 3000

async function heal({ network, wake }: Phone, { world, dice }: Stage): Promise<void> {
  network.weather = FAIR
  network.online = true
  const breakOld = network.breaking()
  // Whether the app hears first that its requests broke, or that there is a network, is up to the browser.
  if (dice.happens(0.5)) {
    breakOld()
    await world.settle()
  }
  await wake('online')
  breakOld()
  await world.settle()
}

async function signInAgain(phone: Phone, stage: Stage): Promise<void> {
  if (phone.app?.phase !== 'signed_out') return
  await phone.signIn()
  await stage.world.settle()
}

function whatIsStuck(phone: Phone): string[] {
  const { events, pictures } = phone.waiting
  const words = `after a minute on a phone of ${phone.username}, whose app is ${phone.app?.phase}`
  return [
    ...(events > 0 ? [`stuck: ${events} events wait ${words}`] : []),
    ...(pictures > 0 ? [`stuck: ${pictures} pictures wait ${words}`] : []),
  ]
}

function isDone({ waiting, app }: Phone): boolean {
  return waiting.events === 0 && waiting.pictures === 0 && app?.phase === 'idle'
}

/** Heal everything and let at most a minute pass; what is stuck then is a fault. */
export async function healAll(stage: Stage): Promise<void> {
  const { phones, world } = stage
  say(world, '--- all heals')
  for (const phone of phones) await heal(phone, stage)
  for (let passed = 0; passed < ONE_MINUTE && !phones.every(isDone); passed += GLANCE) {
    await world.pass(GLANCE)
    for (const phone of phones) await signInAgain(phone, stage)
  }
  for (const phone of phones) stage.faults.push(...whatIsStuck(phone))
}

/** Everybody syncs once more, so that each has heard of what the others handed in. */
export async function syncAll({ phones, world }: Stage): Promise<void> {
  for (const phone of phones) await phone.wake('hand')
  await world.pass(GLANCE)
}
