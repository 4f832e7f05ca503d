// For tests alone: the cases that the page and the independent verifier of the server's tests are both held to (tests/slips/cases.py).
import { readFileSync } from 'node:fs'
import { type KeyList, keyList } from './keys'
import type { SlipFile } from './slipFile'

export interface Case {
  name: string
  of: number
  changes: [(string | number)[], unknown][]
  code: string | null
  found: Record<string, string>
}

export const HELD = JSON.parse(readFileSync(new URL('../../../../tests/data/slips/cases.json', import.meta.url), 'utf-8')) as {
  keys: KeyList
  files: SlipFile[]
  cases: Case[]
  codes: { name: string; code: string; found: string | null }[]
  prints: { name: string; pdf: string; found: string }[]
}
export const KEYS = keyList(HELD.keys)

export function fileOf({ of, changes }: Case): SlipFile {
  const file = JSON.parse(JSON.stringify(HELD.files[of])) as SlipFile
  for (const [way, to] of changes) {
    const inside = way.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], file)
    Object.assign(inside as object, { [String(way[way.length - 1])]: to })
  }
  return file
}

export function caseOf(name: string): Case {
  const found = HELD.cases.find((one) => one.name === name)
  if (!found) throw new Error(`no case ${name}`)
  return found
}
