// The nearest door is the one that the whole walking order would begin with.
import { expect, it } from 'vitest'
import { nearest, walkingOrder } from './distance'
import { sampleDoor } from './samples'

it.each([{ lat: 30.29, lon: 118.54 }, null])('begins where all of them sorted would begin, from %o', (from) => {
  for (let round = 0; round < 50; round += 1) {
    const doors = Array.from({ length: 1 + (round % 9) }, (_, n) => {
      const known = (n * 7 + round) % 3 > 0
      const place = known ? { lat: 30.29 + ((n * 5 + round) % 4) / 1000, lon: 118.54 } : { lat: null, lon: null }
      return sampleDoor({ id: `${n}`, address: `河滨路${(n * 11 + round) % 6}号`, ...place })
    })
    expect(nearest(doors, from)).toBe(walkingOrder(doors, from)[0])
  }
  expect(nearest([], from)).toBeUndefined()
})
