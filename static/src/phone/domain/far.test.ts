// A fix that is far from its door is told of, unless it is unsure itself.
import { expect, it } from 'vitest'
import { farWords } from './far'
import { sampleDoor } from './samples'

/** So many metres north of a door. */
const north = (metres: number, accuracy_m: number) => ({ lat_e6: Math.round(30.29e6 + metres / 0.111195), lon_e6: 118_540_000, accuracy_m, age_ms: 0 })

it.each([
  [50, 20, ''],
  [199, 20, ''],
  [1200, 20, '定位离登记位置约 1.2 公里，请核对是不是本户'],
  [350, 100, '定位离登记位置约 350 米，请核对是不是本户'],
  [1200, 500, ''],
])('%s m away, sure to %s m: %s', (metres, accuracy, words) => {
  expect(farWords(sampleDoor(), north(metres, accuracy))).toBe(words)
})

it('says nothing of a door that nobody measured, or without a fix', () => {
  expect([farWords(sampleDoor({ lat: null, lon: null }), north(1200, 20)), farWords(sampleDoor(), null)]).toEqual(['', ''])
})
