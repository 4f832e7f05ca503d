// The order in which this worker walks, kept on the phone.
import { computed } from 'vue'
import type { Order } from '../domain/next'
import type { PhoneDb } from '../local/db'
import { readMeta, writeMeta } from '../local/meta'
import { useLive } from './useLive'
import { useWorkspace } from './workspace'

/** The chosen order, or the nearest first. */
export const orderOf = async (db: PhoneDb): Promise<Order> => (await readMeta(db, 'order')) ?? 'near'

/** The same to look at and to change. */
export function useOrder() {
  const { db } = useWorkspace()
  const kept = useLive(orderOf)
  return computed<Order>({
    get: () => kept.value ?? 'near',
    set: (order) => {
      if (db.value) void writeMeta(db.value, 'order', order)
    },
  })
}
