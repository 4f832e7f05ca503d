// Finding, ordering and counting doors.
import { describe, expect, it } from 'vitest'
import { metresBetween, walkingOrder } from './distance'
import { sampleDoor } from './samples'
import { searchDoors } from './search'
import { filterDoors, onDay, standingOf, tallyDoors } from './standing'

describe('searching', () => {
  const doors = [
    sampleDoor({ id: 'a', householder: '吕建国', initials: 'ljg', address: '河滨路1号' }),
    sampleDoor({ id: 'b', householder: '王小明', initials: 'wxm', address: '河滨路12号', title: '便民超市' }),
  ]

  it.each([
    ['ljg', ['a']],
    ['LJ', ['a']],
    ['小明', ['b']],
    ['超市', ['b']],
    ['河滨路', ['a', 'b']],
    ['河滨 wxm', ['b']],
    ['１２号', ['b']],
    ['  ', ['a', 'b']],
    ['张三', []],
  ])('finds by %s', (typed, ids) => {
    expect(searchDoors(doors, typed).map((door) => door.id)).toEqual(ids)
  })
})

describe('walking order', () => {
  it('goes nearest first, and doors nobody measured come last by address', () => {
    const doors = [
      sampleDoor({ id: 'unmeasured-10', lat: null, lon: null, address: '河滨路10号' }),
      sampleDoor({ id: 'unmeasured-9', lat: null, lon: null, address: '河滨路9号' }),
      sampleDoor({ id: 'far', lat: 30.3, lon: 118.55 }),
      sampleDoor({ id: 'near', lat: 30.2901, lon: 118.5401 }),
    ]

    const order = walkingOrder(doors, { lat: 30.29, lon: 118.54 })

    expect(order.map(({ door }) => door.id)).toEqual(['near', 'far', 'unmeasured-9', 'unmeasured-10'])
    expect(order[3]?.metres).toBeNull()
  })

  it('goes by house number when the phone does not know where it is', () => {
    const doors = [sampleDoor({ id: 'b', address: '河滨路10号' }), sampleDoor({ id: 'a', address: '河滨路9号' })]

    expect(walkingOrder(doors, null).map(({ door }) => door.id)).toEqual(['a', 'b'])
  })

  it('measures a hundredth of a degree of latitude as 1.1 km', () => {
    expect(metresBetween({ lat: 30, lon: 118 }, { lat: 30.01, lon: 118 })).toBeCloseTo(1112, 0)
  })
})

describe('standing', () => {
  const doors = [
    sampleDoor({ id: 'open' }),
    sampleDoor({ id: 'here', local_outcome: 'taught' }),
    sampleDoor({ id: 'knocked', local_outcome: 'no_answer' }),
    sampleDoor({ id: 'confirmed', state: 'covered' }),
    sampleDoor({ id: 'out', state: 'excluded' }),
  ]

  it('keeps what the server confirmed apart from what only this phone knows', () => {
    expect(tallyDoors(doors)).toEqual({ uncovered: 2, covered: 1, covered_here: 1, excluded: 1, all: 5 })
  })

  it('does not ask again for a door taught on this phone', () => {
    expect(filterDoors(doors, 'uncovered').map((door) => door.id)).toEqual(['open', 'knocked'])
    expect(filterDoors(doors, 'covered').map((door) => door.id)).toEqual(['here', 'confirmed'])
  })

  it('puts every door under exactly one chip, so that the chips add up to all', () => {
    const chips = (['uncovered', 'covered', 'excluded'] as const).flatMap((chip) => filterDoors(doors, chip))

    expect(chips.map((door) => door.id).sort()).toEqual(filterDoors(doors, 'all').map((door) => door.id).sort())
  })

  it.each([
    ['2026-12-31', 'excluded'],
    ['2027-01-01', 'uncovered'],
  ])('asks again for a door whose exclusion ran out while offline (%s)', (day, standing) => {
    const door = sampleDoor({ state: 'excluded', state_until: '2027-01-01' })

    expect(standingOf(onDay(door, day))).toBe(standing)
  })

  it('leaves an excluded door excluded', () => {
    expect(standingOf(sampleDoor({ state: 'excluded', local_outcome: 'taught' }))).toBe('excluded')
  })
})
