// What phones show, held against what the server has: at every step, and in the end.
import type { Phone } from './phone'
import type { Stage } from './stage'

interface ServerDoor {
  id: string
  [field: string]: unknown
}

/** I4: nothing is shown as received or backed up that is not, except before a phone can know of a restore. */
export function auditBadges({ phones, server, faults }: Stage): void {
  const shown = (phone: Phone, state: string) =>
    phone.rows('outbox').filter((entry) => entry.state === state).map((entry) => entry.id)
  const received = phones.filter((phone) => !phone.unheardRestore).flatMap((phone) => shown(phone, 'received'))
  const backedUp = phones.flatMap((phone) => shown(phone, 'backed_up'))
  if (received.length + backedUp.length > 0) faults.push(...server.audit(received, backedUp))
}

/** What one phone was promised and shows, for the Python side to judge. */
export function accountOf(phone: Phone): object {
  const meta = new Map(phone.rows('meta').map(({ key, value }) => [key, value]))
  return {
    username: phone.username,
    saved: phone.saved.map(({ id, device_seq, body, blobs }) => ({ id, device_seq, body, blobs })),
    device_id: meta.get('device_id') ?? null,
    minted: meta.get('device_seq') ?? 0,
    entries: phone.rows('outbox').map(({ id, state, verdict, decision, asked }) => ({
      id, state, verdict, decision: decision?.status ?? null, asked: asked ? [asked.state, asked.until_on] : null,
    })),
  }
}

async function onServer(stage: Stage, phone: Phone, kind: string): Promise<ServerDoor[]> {
  const answer = await stage.server.carry(await phone.reading('/api/v1/sync/snapshot?limit=2000'))
  if (answer.status !== 200) {
    stage.faults.push(`stuck: a phone of ${phone.username} is answered ${answer.status} when all has healed`)
    return []
  }
  const page = JSON.parse(Buffer.from(answer.body).toString()) as { items: { kind: string; data: ServerDoor }[] }
  return page.items.filter((item) => item.kind === kind).map((item) => item.data)
}

/** I3 and I6: the doors on a phone are those of its grids, as the server has them, and no others. */
async function compareDoors(stage: Stage, phone: Phone): Promise<string[]> {
  const theirs = new Map((await onServer(stage, phone, 'household')).map((door) => [door.id, door]))
  const mine = await phone.doors()
  const faults = mine.filter((door) => !theirs.has(door.id)).map((door) => `I6: door ${door.id} is outside, and still on a phone`)
  const here = new Map(mine.map((door) => [door.id, door as unknown as ServerDoor]))
  for (const [id, door] of theirs) {
    const shown = here.get(id)
    const differs = Object.keys(door).filter((field) => JSON.stringify(door[field]) !== JSON.stringify(shown?.[field]))
    if (differs.length > 0) faults.push(`I3: door ${id} on a phone of ${phone.username} differs in ${shown ? differs.join() : 'being there'}`)
  }
  return faults
}

/** I3 and I6: the doors that somebody is to ask at are on their phone as the server has them, with nothing that it still waits for, and no others. */
async function compareChecks(stage: Stage, phone: Phone): Promise<string[]> {
  const theirs = new Map((await onServer(stage, phone, 'check')).map((check) => [check.id, check]))
  const mine = new Map((await phone.checks()).map((check) => [check.id, check as unknown as ServerDoor]))
  const ids = new Set([...theirs.keys(), ...mine.keys()])
  const asTold = { local_answer: null, local_away: 0 }
  const isSame = (id: string) => {
    const [told, shown] = [theirs.get(id), mine.get(id)]
    const expected: ServerDoor | undefined = told && { ...told, ...asTold }
    return expected && shown && Object.keys(expected).every((field) => JSON.stringify(expected[field]) === JSON.stringify(shown[field]))
  }
  return [...ids].filter((id) => !isSame(id)).map((id) => `I3: the check ${id} on a phone of ${phone.username} is not what the server has: ${JSON.stringify(mine.get(id))}`)
}

/** Everything that can be said when all is over. */
export async function checkAll(stage: Stage): Promise<void> {
  const { phones, server, faults } = stage
  for (const phone of phones) faults.push(...(await compareDoors(stage, phone)), ...(await compareChecks(stage, phone)))
  faults.push(...server.check(phones.map(accountOf)))
}
