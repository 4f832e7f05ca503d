// A connection cut after every byte of a request and of its answer: the next run must settle it, once.
import { accountOf } from './checks'
import { type Cut, Cutter } from './cutter'
import type { Outcome } from './schedule'
import { Stage } from './stage'
import type { Phone } from './phone'
import { fixedVisit } from './visit'
import type { Wire } from './wire'

const TARGETS: Record<string, Omit<Cut, 'after'>> = {
  push: { method: 'POST', path: '/api/v1/sync/push' },
  pull: { method: 'GET', path: '/api/v1/sync/pull' },
  snapshot: { method: 'GET', path: '/api/v1/sync/snapshot' },
  put: { method: 'PUT', path: '/api/v1/blobs/' },
  patch: { method: 'PATCH', path: '/api/v1/blobs/' },
}
const PHOTO_BYTES: Record<string, number> = { put: 33_000, patch: 270_000 }

// Half seconds.
const PATIENCE = 20

interface Made {
  after: number
  /** False when there was not so much to cut. */
  cut: boolean
  stuck: boolean
}

async function cutOnce(stage: Stage, cutter: Cutter, target: string, after: number): Promise<Made> {
  const phone = stage.phones[0] as Phone
  const visit = fixedVisit(phone, stage.county, PHOTO_BYTES[target] ?? 0, phone.saved.length)
  cutter.cutNext({ ...(TARGETS[target] as Omit<Cut, 'after'>), after })
  // What was recorded wakes the engine, and a cut brings it back after a second or two.
  phone.saved.push(await phone.run(({ db, shipped }) => shipped.recordVisit(db, visit)))
  const isSettled = () => phone.waiting.events + phone.waiting.pictures === 0 && phone.app?.phase === 'idle'
  for (let tries = 0; tries < PATIENCE && !(isSettled() && (cutter.made || tries > 2)); tries += 1) await stage.world.pass(500)
  return { after, cut: cutter.made, stuck: !isSettled() }
}

/** Cut after each of these bytes, on one phone. */
export async function playCuts(wire: Wire, seed: number, how: { target?: string; bytes?: number[] }): Promise<Outcome> {
  const stage = new Stage(wire, seed)
  const cutter = new Cutter(stage.county.port ?? 0)
  stage.server.port = await cutter.listen()
  try {
    const phone = await stage.equip('alice', false)
    const made: Made[] = []
    for (const after of how.bytes ?? []) made.push(await cutOnce(stage, cutter, how.target ?? 'push', after))
    return { saved: phone.saved.length, made, faults: stage.server.check([accountOf(phone)]) }
  } finally {
    cutter.close()
  }
}
