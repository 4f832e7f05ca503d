// What the office works out from a door's own words.
import type { Household, HouseholdCard } from './records'

/** Doors that one reads together: a floor of a building, or those without a room number. */
export interface Floor { name: string, doors: Household[] }

const ROOM = /^(.*?)(\d{1,2})\d{2}(?:室|户)?$/

/** The doors at one point as a building shows them, the top floor first; doors that say no floor come last. */
export function floorsOf(doors: Household[]): Floor[] {
  const floors = new Map<string, { building: string, floor: number, doors: Household[] }>()
  for (const door of doors) {
    const [, building = '', floor = ''] = ROOM.exec(door.address) ?? []
    const key = `${building} ${floor}`
    const found = floors.get(key) ?? { building, floor: Number(floor), doors: [] }
    found.doors.push(door)
    floors.set(key, found)
  }
  const several = new Set([...floors.values()].filter(({ floor }) => floor > 0).map(({ building }) => building)).size > 1
  return [...floors.values()]
    .sort((a, b) => Number(b.floor > 0) - Number(a.floor > 0) || a.building.localeCompare(b.building, 'zh-CN', { numeric: true }) || b.floor - a.floor)
    .map(({ building, floor, doors: on }) => ({ name: floor === 0 ? '' : `${several ? building : ''}${floor}层`, doors: on }))
}

/** The room of a flat, or all of the address where it names none. */
export function roomOf(address: string): string {
  return ROOM.test(address) ? address.replace(/^.*?(\d{3,4}(?:室|户)?)$/, '$1') : address
}

/** Whether a card has a number that it does not show whole. */
export function hasHidden(door: Pick<HouseholdCard, 'phone' | 'id_number_masked' | 'note'> & { residents: Pick<HouseholdCard['residents'][number], 'phone' | 'id_number_masked'>[] }): boolean {
  const texts = [door.phone, door.id_number_masked, door.note, ...door.residents.flatMap((one) => [one.phone, one.id_number_masked])]
  return texts.some((text) => text?.includes('****'))
}
