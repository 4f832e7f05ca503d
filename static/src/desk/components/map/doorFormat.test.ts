// Where a dot was drawn, from its place on the map.
import { expect, test } from 'vitest'
import { placeOf } from './doorFormat'

const WORLD = 2 * 20_037_508.342789244

test.each([5, 12, 17, 20])('a dot finds its tile and its point in it again at zoom %i', (z) => {
  const width = WORLD / 2 ** z
  const place = { z, x: Math.floor(2 ** z * 0.83), y: Math.floor(2 ** z * 0.41), across: 4095, down: 17 }
  const west = place.x * width - WORLD / 2
  const top = WORLD / 2 - place.y * width

  const dot: [number, number] = [west + place.across / 4096 * width, top - place.down / 4096 * width]

  expect(placeOf(dot, [west, top - width, west + width, top])).toEqual(place)
})
