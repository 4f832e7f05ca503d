// Addresses: what flats of one building share.
import { expect, test } from 'vitest'
import { buildingAddress } from './households'

test.each([
  ['书香苑1幢3单元602室', '书香苑1幢3单元'],
  ['桥头组8号', '桥头组8号'],
  ['602室', '602室'],
])('%s shares %s with its neighbours', (address, shared) => {
  expect(buildingAddress(address)).toBe(shared)
})
