// What this phone's clocks say: recorded with every visit, never trusted, never a reason to refuse.
import { randomId } from './uuid'

/** New for every opening of the page; monotonic readings compare only within one. */
export const BOOT_ID = randomId()

/** Milliseconds since this page opened, which no setting of the clock can move. */
export function monotonicMs(): number {
  return Math.round(performance.now())
}

/** The wall clock with its offset, as 2026-11-22T14:05:09+08:00. */
export function deviceTime(now: Date = new Date()): string {
  const offset = -now.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  const local = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${sign}${two(offset / 60)}:${two(offset % 60)}`
}
