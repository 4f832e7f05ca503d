// Doors that the register lacks: on this phone at once, marked as waiting, until somebody confirms them or does not.
import { proposedDoor } from '../domain/proposal'
import type { HouseholdData, Proposed } from '../domain/records'
import type { PhoneDb, StoredDoor } from './db'

type Bare = Pick<StoredDoor, 'id' | 'division_code' | 'grid_name' | 'village_name' | 'sealed'>

const NOTHING_DONE = { local_outcome: null, local_visited_at: null, local_come_back_at: null, local_talk: null }

/** The door that a proposal is, while it waits; none where it is about a door of the register. */
export function doorIn({ kind, household_id, door }: Proposed): HouseholdData | null {
  return kind === 'new' && door ? proposedDoor(household_id, door) : null
}

/** Have the door in the list, with what this phone did there; runs inside a transaction. */
export async function showProposed(db: PhoneDb, proposalId: string, door: Bare): Promise<void> {
  const { local_outcome, local_visited_at, local_come_back_at, local_talk } = { ...NOTHING_DONE, ...(await db.households.get(door.id)) }
  await db.households.put({
    ...door, local_outcome, local_visited_at, local_come_back_at, local_talk, released: false, proposed: proposalId,
  })
}

// Whose it was stays beside the reason: else nobody knew what was refused. It goes when the grid does.
async function dropRefused(db: PhoneDb, id: string, held: Set<string>): Promise<void> {
  if (held.has(id)) await db.households.update(id, { released: true })
  else await db.households.delete(id)
}

/** The doors, or those among these, that were proposed here and refused: whose they were is kept until the grids change. */
export async function refusedDoors(db: PhoneDb, among?: string[]): Promise<string[]> {
  const entries = among ? db.outbox.where('household_id').anyOf(among) : db.outbox.toCollection()
  const refused = await entries.filter(({ proposal, proposed }) => proposal === 'new' && proposed?.state === 'refused').toArray()
  return [...new Set(refused.map((entry) => entry.household_id))]
}

/** Take in what became of a proposal of mine; runs inside the transaction of its page. `sealed` is its door, where it waits. */
export async function takeProposal(db: PhoneDb, told: Proposed, sealed: Bare | undefined, held: Set<string>): Promise<void> {
  await db.outbox.update(told.id, { proposed: { ...told, door: null } })
  if (told.kind !== 'new') return
  const mine = await db.households.get(told.household_id)
  if (told.state === 'waiting') {
    // One that is on the register has been confirmed since: the log tells of that, too.
    if (sealed && (!mine || mine.proposed)) await showProposed(db, told.id, sealed)
  } else if (mine?.proposed) {
    if (told.state === 'refused') await dropRefused(db, told.household_id, held)
    else await db.households.update(told.household_id, { proposed: null })
  }
}
