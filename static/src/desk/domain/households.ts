// What the office works out from a door's own words.
import type { Household, HouseholdCard } from './records'

/** A floor of a building with its flats; doors that name no floor stand on one without a name. */
export interface Floor { name: string, doors: Household[] }
/** A building, its top floor first. */
export interface Building { name: string, floors: Floor[] }

const ROOM = /^(.*?)[-－#\s]*(\d{1,2})\d{2}(?:室|户)?$/
const byNumber = new Intl.Collator('zh-CN', { numeric: true }).compare

/** The doors at one point as buildings show them; doors that name no room come last, as a building without a name. */
export function buildingsOf(doors: readonly Household[]): Building[] {
  const buildings = new Map<string, Map<number, Household[]>>()
  for (const door of doors) {
    const [, building = '', floor = '0'] = ROOM.exec(door.address) ?? []
    const floors = buildings.get(building) ?? new Map<number, Household[]>()
    buildings.set(building, floors.set(Number(floor), [...floors.get(Number(floor)) ?? [], door]))
  }
  return [...buildings]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || byNumber(a, b))
    .map(([name, floors]) => ({ name, floors: [...floors].sort(([a], [b]) => b - a).map(([floor, on]) => floorOf(floor, on)) }))
}

function floorOf(floor: number, doors: Household[]): Floor {
  return { name: floor > 0 ? `${floor}层` : '', doors: doors.sort((a, b) => byNumber(a.address, b.address)) }
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
