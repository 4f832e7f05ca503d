// Reads what changed on the server into this phone, page by page.
import * as client from '../api/client'
import { BOOT_ID, monotonicMs } from '../domain/clock'
import type { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'
import { adoptScope, anchorClock, applyPage, type PageItem } from '../local/pages'

const PAGE = 500

/** Pull until nothing more is new; `onItems` hears how many have come so far. */
export async function pullChanges(db: PhoneDb, onItems: (count: number) => void): Promise<void> {
  let count = 0
  for (;;) {
    const page = await client.pull<PageItem>((await readMeta(db, 'cursor')) ?? 0, PAGE)
    await anchorClock(db, { server_time: page.server_time, mono_ms: monotonicMs(), boot_id: BOOT_ID })
    // What was asked from the old cursor would miss the doors that were already there before they became mine.
    if (await adoptScope(db, page.scope)) continue
    await applyPage(db, page.items, page.next)
    count += page.items.length
    onItems(count)
    if (!page.more) return
  }
}
