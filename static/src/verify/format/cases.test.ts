// The page is held to the same cases as the independent verifier of the server's tests (tests/slips/cases.py).
import { describe, expect, it } from 'vitest'
import { judgeCode, readCode } from './code'
import { HELD, KEYS as keys, fileOf } from './held'
import { judgePrint } from './print'
import { type SlipFile, judgeFile, readSlipFile } from './slipFile'

// On the day of which the file without its day is.
const THEN = Date.parse('2026-11-27T10:00:00Z')

function judged(file: SlipFile, code: string | null) {
  const { fields, seal, notice, strokes, picture, device, day, code: belongs } = judgeFile(file, keys, code === null ? null : readCode(code), THEN)
  return { ...fields, seal, notice, strokes, picture, device, day, belongs }
}

describe('a file', () => {
  it.each(HELD.cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(judged(fileOf(one), one.code)).toEqual(one.found)
  })

  it('is read from its text, and nothing else is', () => {
    expect(readSlipFile(JSON.stringify(HELD.files[0]))).toEqual(HELD.files[0])
    for (const text of ['', '{}', 'null', '[]', '{"format":"qiaomen-slip","version":2}', '{"format":"qiaomen-slip-root","version":1}']) {
      expect(readSlipFile(text)).toBeNull()
    }
  })

  it('that has nothing of what it should have does not hold, and breaks nothing', () => {
    const empty = readSlipFile('{"format":"qiaomen-slip","version":1}')!
    expect(judgeFile(empty, keys, null)).toMatchObject({ record: null, seal: 'bad', day: 'void' })
    const deep = { ...HELD.files[0]!, record: '['.repeat(50_000), path: [] } as unknown as SlipFile
    expect(judgeFile(deep, keys, null).seal).toBe('bad')
  })
})

describe('a file without its path to the day', () => {
  const DAY_MS = 24 * 60 * 60 * 1000
  const stripped = { ...HELD.files[0]!, path: null }
  const sealed_ms = (JSON.parse(stripped.record) as { sealed_ms: number }).sealed_ms
  const dayOn = (now_ms: number, last_root?: string | null) => judgeFile(stripped, { ...keys, items: keys.items.map((key) => ({ ...key, last_root })) }, null, now_ms).day

  it('may be of a day that is not closed, until two days later', () => {
    expect(dayOn(sealed_ms)).toBe('later')
    expect(dayOn(sealed_ms + 2 * DAY_MS)).toBe('later')
    expect(dayOn(sealed_ms + 2 * DAY_MS + 1)).toBe('overdue')
  })

  it('is overdue as soon as the county says that it closed the day', () => {
    expect(dayOn(sealed_ms, '2026-11-25')).toBe('later')
    expect(dayOn(sealed_ms, null)).toBe('later')
    expect(dayOn(sealed_ms, '2026-11-26')).toBe('overdue')
    expect(dayOn(sealed_ms, '2026-12-01')).toBe('overdue')
  })
})

describe('a code', () => {
  it.each(HELD.codes.map((one) => [one.name, one] as const))('%s', (_, { code, found }) => {
    const read = readCode(code)
    expect(read && judgeCode(read, keys)).toBe(found)
  })
})

describe('a PDF', () => {
  it.each(HELD.prints.map((one) => [one.name, one] as const))('%s', (_, { pdf, found }) => {
    expect(judgePrint(new TextEncoder().encode(pdf), keys).pages).toBe(found)
  })
})

describe('a file that holds', () => {
  it('tells the code that is printed with it', () => {
    expect(judgeFile(HELD.files[0]!, keys, null).payload).toBe(HELD.codes.find(({ name }) => name === 'without the address')!.code)
  })
})

describe('a key that was taken up', () => {
  it('takes the place of the former one with its first seal, where the list says when that was', () => {
    const late = HELD.codes.find(({ found }) => found === 'former_key')!.code
    const sealing = (first_seal_at: string | null) =>
      judgeCode(readCode(late)!, { ...keys, items: [keys.items[0]!, { ...keys.items[1]!, first_seal_at }] })

    expect(sealing(null)).toBe('former_key')
    expect(sealing('2026-12-05T06:00:00.000000Z')).toBe('former_key')
    expect(sealing('2026-12-06T00:00:00.000000Z')).toBe('good')
  })
})

// Thousands of signatures are checked, on a machine that may have much else to do.
const SLOW_MS = 60_000

describe('one bit', () => {
  // The same numbers in each run: what fails can be looked at.
  let state = 1
  const below = (most: number) => {
    state = (state * 48271) % 2147483647
    return state % most
  }
  const flipped = (text: string) => {
    const bytes = new TextEncoder().encode(text)
    const at = below(bytes.length)
    bytes[at] = bytes[at]! ^ (1 << below(8))
    return new TextDecoder().decode(bytes)
  }

  it('changed anywhere in a record, its seal or its code is found', { timeout: SLOW_MS }, () => {
    const [file, code] = [HELD.files[0]!, HELD.codes[1]!.code]
    for (let round = 0; round < 150; round += 1) {
      expect(judgeFile({ ...file, record: flipped(file.record) }, keys, null).seal).not.toBe('good')
      expect(judgeFile({ ...file, seal: flipped(file.seal) }, keys, null).seal).toBe('bad')
      const read = readCode(flipped(code).toUpperCase())
      expect(read === null || read.payload === code || judgeCode(read, keys) !== 'good').toBe(true)
    }
  })

  it('changed anywhere in what a file opens is found', { timeout: SLOW_MS }, () => {
    const file = HELD.files[0]!
    for (let round = 0; round < 150; round += 1) {
      for (const part of ['opened', 'strokes', 'picture', 'path'] as const) {
        const changed = flipped(JSON.stringify(file[part]))
        let value: unknown
        try {
          value = JSON.parse(changed)
        } catch {
          continue
        }
        if (JSON.stringify(value) === JSON.stringify(file[part])) continue
        const found = Object.values(judged({ ...file, [part]: value }, null))
        expect(found.some((one) => one === 'bad' || one === 'missing'), changed).toBe(true)
      }
    }
  })
})
