// Days as the address bar has them (2026-11-22), counted on the calendar and on no clock.

const DAY_MS = 86_400_000

/** How many days lie from one to the other; negative when the other was before. */
export function daysFrom(first: string, day: string): number {
  return (Date.parse(day) - Date.parse(first)) / DAY_MS
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whether somebody has typed a whole day that can be asked for; a field tells of years like 0002 on the way. */
export function isAskable(day: string, today: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day > '2000' && day <= today
}
