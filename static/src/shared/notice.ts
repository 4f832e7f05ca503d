// What a notice is made of, and how it is filled at a door: the server's own tables, and its own rule.
import NOTICE from '../../../app/campaigns/notice.json'
import { formatFullDay, type Kind } from './words'

/** Who a notice speaks to. */
export const AUDIENCES = NOTICE.audiences
export type Audience = keyof typeof AUDIENCES
/** Who opens, by the kind of the door. */
export const AUDIENCE_OF_KIND = NOTICE.audience_of_kind as Readonly<Record<Kind, Audience>>
/** What a notice teaches about, and what a case is one of. */
export const FRAUDS = NOTICE.frauds
export type Fraud = keyof typeof FRAUDS
/** By which of its own words a text can be seen to speak of a fraud; one that has none here cannot be told. */
export const FRAUD_WORDS: Readonly<Partial<Record<Fraud, readonly string[]>>> = NOTICE.fraud_words
/** What is filled at the door, by the name that stands in braces. */
export const BLANKS = NOTICE.blanks

/** What is true at one door on one day; the day as 2026-11-22. */
export type AtDoor = Readonly<Record<keyof typeof BLANKS, string>>

/** A home that there is not, to see a notice with. */
export const exampleOn = (day: string): AtDoor => ({ ...NOTICE.example, day })

/**
 * Each known name in braces gives way to its value, once; whatever else stands in braces stays as it is. app/campaigns/notice.py does the
 * same; tests/data/notices holds both to it.
 */
export function fillNotice(body: string, door: AtDoor): string {
  const values = new Map(Object.entries({ ...door, day: formatFullDay(door.day) }))
  return body.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values.get(name) ?? whole)
}
