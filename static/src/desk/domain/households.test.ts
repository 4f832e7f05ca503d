// Addresses: the floors of a building; cards: whether they hide a number.
import { expect, test } from 'vitest'
import { buildingsOf, hasHidden, roomOf } from './households'
import type { Household } from './records'

const at = (...addresses: string[]) => addresses.map((address) => ({ address }) as Household)
const shown = (...addresses: string[]) => buildingsOf(at(...addresses))
  .map(({ name, floors }) => [name, ...floors.map((floor) => [floor.name, ...floor.doors.map((door) => roomOf(door.address))])])

test('a building is read from its top floor down, each floor from its first flat', () => {
  expect(shown('书香苑1幢302室', '书香苑1幢301室', '书香苑1幢1201室')).toEqual([['书香苑1幢', ['12层', '1201室'], ['3层', '301室', '302室']]])
})

test('two entrances at one point are two buildings, in the order of their numbers', () => {
  expect(shown('书香苑1幢10单元101', '书香苑1幢2单元101')).toEqual([['书香苑1幢2单元', ['1层', '101']], ['书香苑1幢10单元', ['1层', '101']]])
})

test('a dash before the room is no part of the building', () => {
  expect(shown('书香苑1-101', '书香苑1 - 201')).toEqual([['书香苑1', ['2层', '201'], ['1层', '101']]])
})

test('houses without rooms stand together at the end', () => {
  expect(shown('桥头组8号', '书香苑1幢101室', '桥头组9号')).toEqual([['书香苑1幢', ['1层', '101室']], ['', ['', '桥头组8号', '桥头组9号']]])
})

test('a card hides a number when its own, its residents\' or its note\'s is masked', () => {
  const none = { phone: null, id_number_masked: null, note: '独居', residents: [{ phone: null, id_number_masked: null }] }

  expect(hasHidden(none)).toBe(false)
  expect(hasHidden({ ...none, phone: '138****1234' })).toBe(true)
  expect(hasHidden({ ...none, note: '其他电话：139****5678' })).toBe(true)
  expect(hasHidden({ ...none, residents: [{ phone: null, id_number_masked: '110101********7758' }] })).toBe(true)
})
