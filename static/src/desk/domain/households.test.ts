// Addresses: what flats of one building share; cards: whether they hide a number.
import { expect, test } from 'vitest'
import { buildingAddress, hasHidden } from './households'

test.each([
  ['书香苑1幢3单元602室', '书香苑1幢3单元'],
  ['桥头组8号', '桥头组8号'],
  ['602室', '602室'],
])('%s shares %s with its neighbours', (address, shared) => {
  expect(buildingAddress(address)).toBe(shared)
})

test('a card hides a number when its own, its residents\' or its note\'s is masked', () => {
  const none = { phone: null, id_number_masked: null, note: '独居', residents: [{ phone: null, id_number_masked: null }] }

  expect(hasHidden(none)).toBe(false)
  expect(hasHidden({ ...none, phone: '138****1234' })).toBe(true)
  expect(hasHidden({ ...none, note: '其他电话：139****5678' })).toBe(true)
  expect(hasHidden({ ...none, residents: [{ phone: null, id_number_masked: '110101********7758' }] })).toBe(true)
})
