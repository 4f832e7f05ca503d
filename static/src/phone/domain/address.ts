// What an address says of where a door is: its street and number, or its building, stairwell, floor and room.
import type { HouseholdData } from './records'

/** A door on a street has a number; one in a building has a room, and its building's words as a key. */
export interface Spot {
  street: string
  number: number | null
  building: string | null
  /** Of the building alone: 河滨小区3幢. */
  name: string
  unit: string
  floor: number | null
  room: string
}

const DIGITS = '零一二三四五六七八九'
const COUNTED = /([一二三四五六七八九十]{1,3})(?=栋|幢|座|号楼|单元|楼|层)/g
// 12号 · 12号之1 · 12号附1号 · 12-1号 · 12号-1
const STREET = /^(.*?)(\d+)(?:号|-\d+号|号-\d+)?(?:之\d+)?(?:附\d+号?)?$/
const HOUSE = '(?:栋|幢|座|号楼|号|#)'
// 3幢2单元501室 · 12号201 · 5楼502 · 3幢5层
const ROOMED = new RegExp(
  `^(.*?\\d*[A-Za-z]?${HOUSE})(?:(\\d+|[A-Za-z甲乙丙丁])(?:单元|门|-))?(?:(-?\\d{1,2})[楼层])?(?:([A-Za-z]?\\d{1,4}[A-Za-z]?)(?:室|号|房)?)?$`,
)
// 三单元四楼西户: a side of the floor where rooms have no number
const SIDED = new RegExp(`^(.*?\\d+[A-Za-z]?${HOUSE})(?:(\\d+|[A-Za-z甲乙丙丁])(?:单元|门))?(\\d{1,2})[楼层]([东西南北中]{1,2})[户边侧]?$`)
// 3-2-501 · 3-501: house, perhaps stairwell, room
const DASHED = /^(.*?\d+)-(?:(\d+)-)?(\d{3,4})室?$/

// 十二 as 12; roads named by a number (三里店) are no counts and stay.
function counted(words: string): string {
  const [tens = '', ones = ''] = words.includes('十') ? words.split('十') : ['', words]
  const value = (words.includes('十') ? (tens ? DIGITS.indexOf(tens) : 1) * 10 : 0) + (ones ? DIGITS.indexOf(ones) : 0)
  return String(value)
}

// 501 is on floor 5, 1203 on floor 12.
function floorOf(room: string): number | null {
  const digits = /^\d{3,4}/.exec(room)?.[0]
  return digits ? Number(digits.slice(0, -2)) : null
}

function inBuilding(name: string, unit: string, floor: number | null, room: string): Spot {
  return { street: name, number: null, building: name, name, unit, floor, room }
}

function read(address: string): Spot {
  const text = address.normalize('NFKC').replace(/\s+/g, '').replace(/[‐–—－]/g, '-').replace(COUNTED, counted)
  const dashed = DASHED.exec(text)
  if (dashed?.[1] && dashed[3]) return inBuilding(dashed[1], dashed[2] ?? '', floorOf(dashed[3]), dashed[3])
  const [, house, stairs, level, side] = SIDED.exec(text) ?? []
  if (house && side) return inBuilding(house, stairs ?? '', Number(level), side)
  const [, name, unit, floor, room] = ROOMED.exec(text) ?? []
  if (name && (floor || (room && floorOf(room) !== null))) {
    return inBuilding(name, unit ?? '', floor ? Number(floor) : floorOf(room ?? ''), room ?? '')
  }
  const [, street, number] = STREET.exec(text) ?? []
  return { street: street ?? text, number: number ? Number(number) : null, building: null, name: '', unit: '', floor: null, room: '' }
}

// As long as the door itself is remembered, and no longer: the register may be locked.
const known = new WeakMap<object, Spot>()

/** Where a door is; its address is read once. Streets and buildings of one name in two villages are two. */
export function spotOf(door: Pick<HouseholdData, 'address' | 'village_name'>): Spot {
  const found = known.get(door)
  if (found) return found
  const plain = read(door.address)
  const within = (words: string) => `${door.village_name ?? ''}|${words}`
  const spot = { ...plain, street: within(plain.street), building: plain.building && within(plain.building) }
  known.set(door, spot)
  return spot
}
