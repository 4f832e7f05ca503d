// What a PIN opens, and how long one waits after errors.
import { expect, it, vi } from 'vitest'
import { MOST_WRONG, leftOfWait, lockUnder, unlockWith, waitMs, whyNotPin } from './pin'
import { newKey, newRawKey } from './sealing'

// Each try takes 600,000 rounds, and other tests run beside.
vi.setConfig({ testTimeout: 60_000 })

it('opens with the PIN, on this phone, and not otherwise', async () => {
  const [raw, own, other] = [newRawKey(), await newKey(), await newKey()]
  const locked = await lockUnder('271828', raw, own)

  expect(new Uint8Array((await unlockWith('271828', locked, own))!)).toEqual(raw)
  expect(await unlockWith('271829', locked, own)).toBeNull()
  // With the PIN, but without the key that the browser of this phone does not give away.
  await expect(unlockWith('271828', locked, other)).rejects.toThrow()
})

it('takes a while for each try', async () => {
  expect((await lockUnder('271828', newRawKey(), await newKey())).rounds).toBeGreaterThanOrEqual(600_000)
})

it('waits longer each time, from the fifth error on', () => {
  const waits = Array.from({ length: MOST_WRONG }, (_, before) => waitMs(before) / 1000)

  expect(waits).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480])
})

it('does not wait for years because a clock was set back', () => {
  const now = 1_000_000_000_000

  expect(leftOfWait(6, now + 45_000, now)).toBe(45_000)
  expect(leftOfWait(6, now + 45_000, now - 10 * 365 * 86_400_000)).toBe(60_000)
  expect(leftOfWait(6, now, now + 1)).toBe(0)
})

it.each([
  ['271828', null],
  ['112233', null],
  ['111111', '太容易'],
  ['123456', '太容易'],
  ['987654', '太容易'],
  ['27182', '6 位'],
  ['27182a', '6 位'],
])('says of %s: %s', (pin, said) => {
  const words = whyNotPin(pin)
  if (said === null) expect(words).toBeNull()
  else expect(words).toContain(said)
})
