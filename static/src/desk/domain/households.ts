// What the office works out from a door's own words.

/** The address without its flat: 书香苑1幢3单元602室 and its neighbours share 书香苑1幢3单元. */
export function buildingAddress(address: string): string {
  return address.replace(/[-\d]+(?:室|户)?$/, '') || address
}
