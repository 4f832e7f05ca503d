// What was kept by an older app, by a newer one, or by nobody is never more than a choice that there is.
import { expect, it } from 'vitest'
import { lookOf } from './look'

it.each([
  [null, { colours: 'system', text: 'normal' }],
  [{ colours: 'dark', text: 'huge' }, { colours: 'dark', text: 'huge' }],
  [{ colours: 'sepia', text: 7 }, { colours: 'system', text: 'normal' }],
  ['dark', { colours: 'system', text: 'normal' }],
  [{ text: 'large' }, { colours: 'system', text: 'large' }],
])('%j is %j', (said, look) => {
  expect(lookOf(said)).toEqual(look)
})
