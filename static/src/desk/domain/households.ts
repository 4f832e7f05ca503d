// What the office works out from a door's own words.
import type { HouseholdCard } from './records'

/** The address without its flat: 书香苑1幢3单元602室 and its neighbours share 书香苑1幢3单元. */
export function buildingAddress(address: string): string {
  return address.replace(/[-\d]+(?:室|户)?$/, '') || address
}

/** Whether a card has a number that it does not show whole. */
export function hasHidden(door: Pick<HouseholdCard, 'phone' | 'id_number_masked' | 'note'> & { residents: Pick<HouseholdCard['residents'][number], 'phone' | 'id_number_masked'>[] }): boolean {
  const texts = [door.phone, door.id_number_masked, door.note, ...door.residents.flatMap((one) => [one.phone, one.id_number_masked])]
  return texts.some((text) => text?.includes('****'))
}
