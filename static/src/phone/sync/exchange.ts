// One exchange with the server: push, then pictures, then the register; begun anew when the server was restored.
import { isDiverged } from '../api/failures'
import { takeUpAsides } from '../local/asides'
import { startOver } from '../local/history'
import { sweepDrafts } from '../local/leftDrafts'
import { forgetBackedUp } from '../local/retention'
import type { PhoneDb } from '../local/db'
import { writeMeta } from '../local/meta'
import { RegisterShut, openRegister } from '../local/register'
import { type Left, sendBlobs } from './blobs'
import { readRegister } from './pull'
import { pushWaiting } from './push'

// A server that is restored more often than this within one run can wait for the next.
const TURNS = 3

async function readIn(db: PhoneDb, onItems: (count: number) => void): Promise<void> {
  try {
    await readRegister(db, onItems)
    await forgetBackedUp(db)
    await sweepDrafts(db)
  } catch (failure) {
    // Locked meanwhile; it is read on once it is open again.
    if (!(failure instanceof RegisterShut)) throw failure
  }
}

async function once(db: PhoneDb, onItems: (count: number) => void): Promise<Left> {
  const isComplete = await pushWaiting(db)
  const left = await sendBlobs(db)
  // What was recorded never waits for a PIN; the doors do.
  if (await openRegister(db)) await readIn(db, onItems)
  await writeMeta(db, 'last_sync_at', new Date().toISOString())
  return isComplete ? left : 'some'
}

/** Exchange everything; answers what is left to send. `onItems` hears how much was downloaded; `byHand`: the worker asked. */
export async function exchange(db: PhoneDb, onItems: (count: number) => void, byHand = false): Promise<Left> {
  await takeUpAsides(db, byHand)
  for (let turn = 1; ; turn += 1) {
    try {
      return await once(db, onItems)
    } catch (failure) {
      if (!isDiverged(failure) || turn === TURNS) throw failure
      await startOver(db)
    }
  }
}
