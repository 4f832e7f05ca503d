// The phone fills a notice as the server does: both are held to one table.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AUDIENCE_OF_KIND, type AtDoor, BLANKS, fillNotice } from './notice'
import { KINDS } from './words'

interface Case { name: string, body: string, door: AtDoor, text: string }

const CASES = JSON.parse(readFileSync(new URL('../../../tests/data/notices/filled.json', import.meta.url), 'utf8')) as Case[]

describe('a notice at a door', () => {
  it.each(CASES)('$name', ({ body, door, text }) => {
    expect(fillNotice(body, door)).toBe(text)
  })

  it('is looked at with every blank', () => {
    const bodies = CASES.map(({ body }) => body).join('')
    expect(Object.keys(BLANKS).filter((name) => !bodies.includes(`{${name}}`))).toEqual([])
  })
})

it('knows who opens at each kind of door', () => {
  expect(Object.keys(AUDIENCE_OF_KIND)).toEqual(Object.keys(KINDS))
})
