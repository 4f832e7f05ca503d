// The next door: buildings floor by floor, streets side by side, else the nearest or the next of a short walk.
import { describe, expect, it } from 'vitest'
import { type Place, metresBetween, placeOf } from './distance'
import { nextDoor, orderDoors } from './next'
import type { Household } from './records'
import { sampleDoor } from './samples'
import { walk } from './walk'

const HERE = { lat: 30.29, lon: 118.54 }
const at = (metresNorth: number, metresEast = 0): Place => ({ lat: 30.29 + metresNorth / 111_195, lon: 118.54 + metresEast / 96_000 })
const door = (id: string, address: string, place: Place = HERE) => sampleDoor({ id, address, ...place })
const ids = (doors: readonly Household[]) => doors.map(({ id }) => id)

describe('the next door', () => {
  const house = ['101', '102', '201', '202', '301'].map((room) => door(room, `河滨小区3幢1单元${room}室`, at(30)))
  const far = door('far', '河滨路1号', at(500))

  it('stays on the floor, then takes the nearest floor, though the fix points elsewhere', () => {
    const [, , left] = house
    const here = { place: at(500), left: left as Household }

    expect(nextDoor([...house, far], here, 'near')?.id).toBe('202')
    expect(nextDoor([...house.filter(({ id }) => id !== '202'), far], here, 'near')?.id).toBe('101')
  })

  it('leaves the building when it is done, for the nearest', () => {
    expect(nextDoor([door('b', '河滨路3号', at(80)), far], { place: null, left: house[0] as Household }, 'near')?.id).toBe('b')
  })

  it('is none when nothing is left', () => {
    expect(nextDoor([far], { place: HERE, left: far }, 'near')).toBeNull()
  })

  it('walks up the odd side and down the even one', () => {
    const street = [1, 2, 3, 4, 5, 6].map((n) => door(`${n}`, `河滨路${n}号`, at(n * 10)))
    const walked: string[] = []
    for (let left: Household | null = street[0] as Household, open = street; left; ) {
      walked.push(left.id)
      open = open.filter(({ id }) => id !== (left as Household).id)
      left = nextDoor(open, { place: placeOf(left), left }, 'side')
    }

    expect(walked).toEqual(['1', '3', '5', '6', '4', '2'])
    expect(ids(orderDoors(street, 'side', null))).toEqual(walked)
  })
})

describe('a walk', () => {
  const length = (line: readonly Household[]) =>
    line.slice(1).reduce((sum, one, at) => sum + metresBetween(placeOf(line[at] as Household) as Place, placeOf(one) as Place), 0)

  it('goes past each door once, those without a position last', () => {
    const lost = sampleDoor({ id: 'lost', lat: null, lon: null })
    const doors = [lost, door('a', '1号', at(0, 40)), door('b', '2号', at(0, 10)), door('c', '3号', at(0, 10))]

    expect(ids(walk(doors, HERE))).toEqual(['b', 'c', 'a', 'lost'])
  })

  it('is shorter than always going to the nearest', () => {
    // From the middle, always the nearest: right, then across to the left, then far right again.
    const line = [-35, -12, 10, 20, 45, 60].map((east) => door(`${east}`, `${east}号`, at(0, east)))
    const walked = walk(line, HERE)

    expect(new Set(ids(walked))).toEqual(new Set(ids(line)))
    expect(length(walked)).toBeLessThan(length(orderDoors(line, 'near', HERE)))
  })

  it('is no longer than the best of all for a few doors', () => {
    const few = [at(20, 10), at(5, 40), at(-30, 15), at(-10, -25), at(25, -20), at(40, 60)].map((place, n) => door(`${n}`, `${n}号`, place))
    const orders = (rest: Household[]): Household[][] =>
      rest.length === 0 ? [[]] : rest.flatMap((one) => orders(rest.filter((other) => other !== one)).map((line) => [one, ...line]))
    const fromHere = (line: Household[]) => length([door('here', '', HERE), ...line])
    const best = Math.min(...orders(few).map(fromHere))

    expect(fromHere(walk(few, HERE))).toBeLessThan(best * 1.1)
  })
})
