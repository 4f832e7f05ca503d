// A scanned 二维码门牌: whose door it is on, or to be put on.
import type { Household } from '../domain/records'
import type { PhoneDb } from '../local/db'
import { doorOfPlate, noteScan, plateOf, scannedAt } from '../local/plates'
import { useMyDoors } from './useDoors'
import { useLive } from './useLive'
import { openDb } from './useVisit'
import { useWorkspace } from './workspace'

/** Whether a plate was scanned at this door a short while ago. */
export const useScannedHere = (id: () => string) => useLive((db: PhoneDb) => scannedAt(db, id()), id)

export function useScan() {
  const { db } = useWorkspace()
  const doors = useMyDoors()
  const byId = (id: string | null) => doors.value?.find((door) => door.id === id) ?? null

  /** The door that this code is bound to: as the server says, else as this phone saw it. */
  async function whose(plate: string): Promise<Household | null> {
    const bound = doors.value?.find((door) => door.plate === plate)
    return bound ?? byId(await doorOfPlate(openDb(db.value), plate))
  }

  const atDoor = (plate: string, door: Household) => noteScan(openDb(db.value), plate, door.id)
  return { doors, byId, plateOf, whose, atDoor }
}
