// Where an address says that a door is, in the ways that towns write it.
import { expect, it } from 'vitest'
import { spotOf } from './address'

const at = (address: string) => spotOf({ address, village_name: '柳溪村' })

it.each([
  ['建设路12号', '建设路', 12],
  ['建设路12-1号', '建设路', 12],
  ['建设路12号-1', '建设路', 12],
  ['建设路12号附1', '建设路', 12],
  ['建设路12号附1号', '建设路', 12],
  ['建设路12号之3', '建设路', 12],
  ['建设路13', '建设路', 13],
  ['河滨路12号', '河滨路', 12],
  ['上村组8号', '上村组', 8],
  ['三里店7号', '三里店', 7],
  ['河滨路9号之2', '河滨路', 9],
  ['村口', '村口', null],
])('reads %s as a door on its street', (address, street, number) => {
  expect(at(address)).toMatchObject({ street: `柳溪村|${street}`, number, building: null })
})

it.each([
  ['育才小区5号楼三单元四楼西户', '育才小区5号楼', '3', 4, '西'],
  ['育才小区5号楼三单元四楼东户', '育才小区5号楼', '3', 4, '东'],
  ['阳光花园3幢2单元5楼东', '阳光花园3幢', '2', 5, '东'],
  ['阳光花园3幢5楼西南户', '阳光花园3幢', '', 5, '西南'],
  ['阳光花园3幢2单元501室', '阳光花园3幢', '2', 5, '501'],
  ['河滨路河滨小区3幢2单元501室', '河滨路河滨小区3幢', '2', 5, '501'],
  ['河滨小区 ３栋 二单元 1203', '河滨小区3栋', '2', 12, '1203'],
  ['阳光花园十二号楼5楼502室', '阳光花园12号楼', '', 5, '502'],
  ['阳光花园3-2-501', '阳光花园3', '2', 5, '501'],
  ['阳光花园3—501', '阳光花园3', '', 5, '501'],
  ['中山路12号201室', '中山路12号', '', 2, '201'],
  ['国际大厦A座1805室', '国际大厦A座', '', 18, '1805'],
])('reads %s as a door in its building', (address, ...[name, unit, floor, room]) => {
  expect(at(address)).toMatchObject({ building: `柳溪村|${name}`, name, unit, floor, room })
})
