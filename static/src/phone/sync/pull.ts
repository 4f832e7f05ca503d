// Reads the register into this phone: all of it page by page, and from then on what changed.
import * as client from '../api/client'
import type { PhoneDb } from '../local/db'
import { readMeta } from '../local/meta'
import { type PageItem, adoptScope, applyPage, applySnapshot } from '../local/pages'
import { speakerOf } from './speaker'

const PAGE = 500

/** What one page brought, and whether the next one is to be asked for. */
interface Step {
  count: number
  more: boolean
}

// What was read with the old grids would miss the doors that were already there before they became mine; in another campaign
// every door stands anew.
const ANEW: Step = { count: 0, more: true }

async function readSnapshot(db: PhoneDb): Promise<Step> {
  const page = await client.snapshot<PageItem>(await readMeta(db, 'snapshot'), PAGE, await speakerOf(db))
  if (await adoptScope(db, page)) return ANEW
  await applySnapshot(db, page)
  // What changed while it was read is asked for next.
  return { count: page.items.length, more: true }
}

async function readChanges(db: PhoneDb, since: number): Promise<Step> {
  const page = await client.pull<PageItem>(since, PAGE, await speakerOf(db))
  if (await adoptScope(db, page)) return ANEW
  await applyPage(db, page)
  return { count: page.items.length, more: page.more }
}

/** Read until nothing more is new; `onItems` hears how many have come so far. */
export async function readRegister(db: PhoneDb, onItems: (count: number) => void): Promise<void> {
  let count = 0
  for (;;) {
    const since = await readMeta(db, 'cursor')
    const step = since === undefined ? await readSnapshot(db) : await readChanges(db, since)
    count += step.count
    onItems(count)
    if (!step.more) return
  }
}
