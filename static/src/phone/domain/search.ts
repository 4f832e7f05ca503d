// Finds doors by name, pinyin initials, address, door code or telephone, as typed on a small keyboard.
import type { HouseholdData } from './records'

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** The doors that match every word of what was typed; nothing typed matches all. */
export function searchDoors<T extends HouseholdData>(doors: readonly T[], typed: string): T[] {
  const words = typed.normalize('NFKC').split(/\s+/).map(plain).filter(Boolean)
  if (words.length === 0) return [...doors]
  return doors.filter((door) => {
    const hay = [door.householder, door.title, door.initials, door.address, door.door_code, door.phone]
      .map((part) => plain(part ?? ''))
      .join('\n')
    return words.every((word) => hay.includes(word))
  })
}
