// No adult is registered in an app that is not on a telephone, or warned by it.
import { expect, it } from 'vitest'
import { type AppCheckName, allHave, withAdults, withCheck } from './appCheck'
import type { AppCheck } from './records'

const app = (adults: number, installed: number, verified: number, warned: number): AppCheck => ({ adults, installed, verified, warned })

it.each([
  [app(3, 0, 0, 0), 'verified', 2, app(3, 2, 2, 0)],
  [app(3, 0, 0, 0), 'warned', 1, app(3, 1, 0, 1)],
  [app(3, 3, 1, 0), 'verified', 2, app(3, 3, 2, 0)],
  [app(3, 3, 3, 2), 'installed', 1, app(3, 1, 1, 1)],
  [app(3, 1, 1, 1), 'installed', 2, app(3, 2, 1, 1)],
] as [AppCheck, AppCheckName, number, AppCheck][])('of %o with %s %i makes %o', (before, name, have, after) => {
  expect(withCheck(before, name, have)).toEqual(after)
})

it('has no more of anything than there are adults', () => {
  expect(withAdults(app(3, 3, 2, 3), 1)).toEqual(app(1, 1, 1, 1))
  expect(withAdults(allHave(2, 2), 4)).toEqual(app(4, 2, 2, 2))
})
