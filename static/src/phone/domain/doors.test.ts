// Finding, ordering and counting doors.
import { describe, expect, it } from 'vitest'
import { bearing, bearingWord, metresBetween, walkingOrder } from './distance'
import { sampleDoor } from './samples'
import { indexDoors, searchDoors } from './search'
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
    expect(searchDoors(indexDoors(doors), typed).map((door) => door.id)).toEqual(ids)
  })

  const flats = [
    sampleDoor({ id: 'plate-112', initials: 'xzy', address: '河滨路112号', phone: '13812345678' }),
    sampleDoor({ id: 'flat', door_code: '510678001', householder: '曾小兰', initials: 'zxl', address: '河滨小区3幢2单元501室', phone: null }),
    sampleDoor({ id: 'plate-12', householder: '单雄信', initials: 'sxx', address: '河滨路12号', phone: '13900000001' }),
  ]

  it.each([
    // The number that was meant comes first, and a telephone's digits are not looked through for it.
    ['12', ['plate-12', 'plate-112']],
    ['501', ['flat']],
    ['3-501', ['flat']],
    ['3-2-501', ['flat']],
    ['3幢501', ['flat']],
    ['5678', ['plate-112']],
    ['78', []],
    // Nor a door code's, which no row shows, until enough of them are typed.
    ['0678', ['flat']],
    // Initials from their beginning before initials that only hold it.
    ['x', ['plate-112', 'flat', 'plate-12']],
    ['xl', ['flat']],
  ])('finds flats and plates by %s', (typed, ids) => {
    expect(searchDoors(indexDoors(flats), typed).map((door) => door.id)).toEqual(ids)
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

    expect(order.map((door) => door.id)).toEqual(['near', 'far', 'unmeasured-9', 'unmeasured-10'])
  })

  it('goes by house number when the phone does not know where it is', () => {
    const doors = [sampleDoor({ id: 'b', address: '河滨路10号' }), sampleDoor({ id: 'a', address: '河滨路9号' })]

    expect(walkingOrder(doors, null).map((door) => door.id)).toEqual(['a', 'b'])
  })

  it('measures a hundredth of a degree of latitude as 1.1 km', () => {
    expect(metresBetween({ lat: 30, lon: 118 }, { lat: 30.01, lon: 118 })).toBeCloseTo(1112, 0)
  })

  it.each([
    [30.001, 118, '北'],
    [30.001, 118.001, '东北'],
    [30, 118.001, '东'],
    [29.999, 118, '南'],
    [30.0001, 117.999, '西'],
    [30.001, 117.9999, '北'],
  ])('says towards where a door at %d, %d is', (lat, lon, word) => {
    expect(bearingWord(bearing({ lat: 30, lon: 118 }, { lat, lon }))).toBe(word)
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
    expect(tallyDoors(doors)).toEqual({ uncovered: 2, covered: 1, covered_here: 1, excluded: 1, all: 5, proposed: 0 })
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
