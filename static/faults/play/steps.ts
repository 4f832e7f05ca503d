// All that may happen in a schedule, one short function each, and how often each does.
import { drawCheck } from './asked'
import { decideAsked, takeBack } from './asking'
import { goBackTwice, mixUp, restore } from './goingBack'
import { FAIR, FOUL } from './network'
import type { Phone, Wake } from './phone'
import type { Stage } from './stage'
import { say } from './trace'
import { nextDeed, record } from './visit'

type Step = (stage: Stage, phone: Phone) => Promise<void> | void

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TEN_YEARS = 3650 * 24 * HOUR

const happenings: Record<string, Step> = {
  record: ({ dice, county }, phone) => record(phone, dice, county),
  twoTaps: async ({ dice, county }, phone) => {
    const deeds = [nextDeed(phone, dice, county), nextDeed(phone, dice, county)].filter((deed) => deed !== null)
    const entries = await phone.run((app) => Promise.all(deeds.map((deed) => deed(app))))
    phone.saved.push(...entries)
  },
  wait: ({ world, dice }) => world.pass(dice.between(200, 25_000)),
  sleep: ({ world, dice }) => world.sleep(dice.between(MINUTE, dice.happens(0.2) ? 30 * HOUR : HOUR)),
  wake: ({ dice }, phone) => phone.wake(dice.pick<Wake>(['hand', 'visible', 'online'])),
  offline: async (_stage, phone) => {
    phone.network.online = false
    await phone.wake('offline')
  },
  online: async ({ dice }, phone) => {
    phone.network.online = true
    if (dice.happens(0.5)) phone.network.breaking()()
    await phone.wake('online')
  },
  weather: ({ dice }, phone) => void (phone.network.weather = dice.happens(0.3) ? FAIR : FOUL),
  repeat: (_stage, phone) => phone.network.repeatOld(),
  restart: ({ server }) => server.restart(),
  backUp: (stage) => void (stage.backups = stage.server.backUp()),
  verify: ({ server, dice, backups }) => void (backups && server.verify(dice.between(0, backups - 1))),
  restore,
  mixUp,
  goBackTwice,
  expire: ({ server }, phone) => server.expire(phone.username),
  signIn: async (_stage, phone) => void (phone.app?.phase === 'signed_out' && (await phone.signIn())),
  clock: ({ dice }, phone) => {
    phone.skewMs = dice.happens(0.3) ? 0 : dice.between(-TEN_YEARS, TEN_YEARS)
  },
  kill: async (_stage, phone) => {
    phone.kill()
    await phone.open()
  },
  killMidway,
  handOver: ({ office, dice, county }) => {
    const workers = county.workers.filter(() => dice.happens(0.5)).map((name) => county.worker_ids[name] ?? '')
    office.handOver(dice.pick(county.grids), workers)
  },
  move: ({ office, dice, county }) => office.move(dice.pick(county.doors).id, dice.pick(county.grids)),
  rename: ({ office, dice, county }) => office.rename(dice.pick(county.grids), `网格${dice.between(1, 1e9)}`),
  withdraw: ({ office, dice, phones }) => {
    const saved = phones.flatMap((one) => one.saved)
    if (saved.length > 0) office.withdraw(dice.pick(saved).id)
  },
  decide,
  decideAsked: ({ office, dice }) => decideAsked(office, dice),
  takeBack,
  drawCheck,
  endChecks: ({ office }) => office.endChecks(),
}

type Weights = Record<string, number>

const EVERYDAY: Weights = {
  record: 42, twoTaps: 3, wait: 20, sleep: 2, wake: 6, offline: 3, online: 5, weather: 2, repeat: 3, restart: 1, backUp: 5, verify: 4,
  restore: 5, mixUp: 1, goBackTwice: 1, rename: 1, expire: 1, signIn: 3, clock: 2, kill: 1, killMidway: 4, handOver: 3, move: 2, withdraw: 1, decide: 2, decideAsked: 2,
  takeBack: 1, drawCheck: 2, endChecks: 1,
}

// What is rare by itself is looked at closely in some schedules, together with what it may cross.
const THEMES: Weights[] = [
  EVERYDAY,
  { ...EVERYDAY, record: 60, backUp: 14, verify: 16, restore: 9, repeat: 8, goBackTwice: 3 },
  { ...EVERYDAY, killMidway: 25, handOver: 8, move: 8 },
  { ...EVERYDAY, handOver: 14, move: 10, decide: 8, withdraw: 5, offline: 8, decideAsked: 6, takeBack: 3 },
  { ...EVERYDAY, drawCheck: 30, endChecks: 6, wake: 16, move: 6, restore: 8 },
]

// While something is written or sent: at any turn of it, and mostly soon after an answer came, when the phone writes most.
async function killMidway({ world, dice, county }: Stage, phone: Phone): Promise<void> {
  const app = phone.app
  const deed = nextDeed(phone, dice, county)
  if (!app || !deed) return
  if (dice.happens(0.7)) await phone.wake('hand')
  const outcome = await world.start(app.lane, () => deed(app))
  const heard = phone.heard + dice.between(0, 4)
  let turns = dice.between(0, 60)
  await world.stumble(() => phone.heard >= heard && (turns -= 1) < 0, 5000)
  phone.kill()
  if (outcome.value) phone.saved.push(outcome.value)
  await phone.open()
}

function decide({ office, dice, county }: Stage): void {
  for (const { id } of office.asides()) {
    if (dice.happens(0.5)) office.accept(id, dice.happens(0.5) ? dice.pick(county.doors).id : null)
    else office.refuse(id)
  }
}

/** What happens in this schedule, and how often. */
export function themeOf(stage: Stage): Weights {
  return stage.dice.pick(THEMES)
}

/** Let the next thing happen, to one of the phones. */
export async function step(stage: Stage, theme: Weights): Promise<void> {
  const name = stage.dice.weighed(theme)
  const phone = stage.dice.pick(stage.phones)
  say(stage.world, '---', name, phone.username)
  await happenings[name]?.(stage, phone)
  await stage.world.settle()
}
