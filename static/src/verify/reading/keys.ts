// The county's public keys: pinned in a saved page; else asked for when the page opens, and kept for when there is no network.
import { type KeyList, keyList } from '../format/keys'

const ADDRESS = '/api/v1/slip-keys'
const KEPT = 'qiaomen-slip-keys'

/** The keys that this page was saved with; null for a page that is served. */
export function pinned(): KeyList | null {
  const text = document.querySelector('#slip-keys')?.textContent?.trim()
  return text ? keyList(JSON.parse(text)) : null
}

/** The keys as they were last heard. */
export function kept(): KeyList | null {
  try {
    return keyList(JSON.parse(localStorage.getItem(KEPT) ?? 'null'))
  } catch {
    return null
  }
}

// A key that was once the county's stays known: the slips that it sealed are still out there.
function together(heard: KeyList, before: KeyList | null): KeyList {
  const known = new Set(heard.items.map((key) => key.id))
  return { ...heard, items: [...heard.items, ...(before?.items ?? []).filter((key) => !known.has(key.id))] }
}

/** Ask for the keys; null where there is no network, or no answer of ours. */
export async function heard(): Promise<KeyList | null> {
  try {
    const answer = await fetch(ADDRESS, { credentials: 'omit' })
    const keys = together(keyList(await answer.json()), kept())
    remember(keys)
    return keys
  } catch {
    return null
  }
}

function remember(keys: KeyList): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(keys))
  } catch (failure) {
    // A browser that keeps nothing still checks while there is a network.
    console.info('keys not kept', failure)
  }
}
