// Addresses: the floors of a building.
import { expect, test } from 'vitest'
import { floorsOf, roomOf } from './households'
import type { Household } from './records'

const at = (...addresses: string[]) => addresses.map((address) => ({ address }) as Household)
const shown = (...addresses: string[]) => floorsOf(at(...addresses)).map(({ name, doors }) => [name, ...doors.map((door) => roomOf(door.address))])

test('a building is read from its top floor down', () => {
  expect(shown('书香苑1幢301室', '书香苑1幢302室', '书香苑1幢1201室')).toEqual([['12层', '1201室'], ['3层', '301室', '302室']])
})

test('two entrances at one point keep their names', () => {
  expect(shown('书香苑1幢2单元101', '书香苑1幢1单元101')).toEqual([['书香苑1幢1单元1层', '101'], ['书香苑1幢2单元1层', '101']])
})

test('houses without rooms stand together at the end', () => {
  expect(shown('桥头组8号', '书香苑1幢101室', '桥头组9号')).toEqual([['1层', '101室'], ['', '桥头组8号', '桥头组9号']])
})
