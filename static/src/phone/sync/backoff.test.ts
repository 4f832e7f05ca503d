// How long a phone waits before it tries again.
import { expect, it } from 'vitest'
import { askedSeconds, backoffSeconds } from './backoff'

it.each([[0, 1], [1, 1], [3, 1], [30, 1]])('backs off at least a second after %i failures', (failures, least) => {
  expect(backoffSeconds(failures, 0)).toBe(least)
  expect(backoffSeconds(failures, 1)).toBeLessThanOrEqual(300)
})

it('waits as long as the server asks, and a little more', () => {
  expect([askedSeconds(20, 0), askedSeconds(20, 1), askedSeconds(4, 1)]).toEqual([20, 25, 6])
})
