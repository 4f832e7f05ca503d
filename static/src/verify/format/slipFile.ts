// A slip's file: what it opens is held against the record, part by part, and the record against its seal and its day.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { dayOf } from '@shared/words'
import { type Bytes, digest, fromHex, fromStrictBase64, must, utf8 } from './bytes'
import { type Code, judgeCode } from './code'
import { judgeDevice } from './device'
import type { KeyList, Sealed } from './keys'
import { type SlipRecord, canonical, climb, judgeRecord, judgeRoot, leafOf, parseRecord, parseRoot, printedCode } from './records'

export const FIELDS = ['text', 'signer', 'witness', 'reason', 'place'] as const
export type Field = (typeof FIELDS)[number]
export type Strokes = [number, number, number][][]

export interface SlipFile {
  record: string
  seal: string
  opened: ({ seed: string } & Partial<Record<Field, string | null>>) | null
  strokes: Strokes | null
  picture: string | null
  template: { title: string; body: string }
  device_key?: string | null
  path: { root: string; seal: string; index: number; hashes: string[] } | null
}

/**
 * Of one part: it is what was sealed; it is not; it is not in the file, whoever took it out; there never was one; the county
 * itself did not believe it when it sealed; it bears a key outside that key's time; the file has no day, which may not be closed
 * yet; it has none though that day is closed by now; the file has not what it takes to tell; or the record itself does not hold,
 * so that nothing follows from it.
 */
export type Finding = 'good' | 'bad' | 'missing' | 'none' | 'refuted' | 'untimely' | 'later' | 'overdue' | 'unchecked' | 'void'

export interface Findings {
  record: SlipRecord | null
  seal: Sealed
  fields: Record<Field, Finding>
  notice: Finding
  strokes: Finding
  picture: Finding
  device: Finding
  day: Finding
  /** Whether the QR code, where there is one, is this file's. */
  code: Finding
  /** The letters of the code that is printed with it. */
  payload: string | null
}

/** Read a slip's file; null for a text that is none. */
export function readSlipFile(text: string): SlipFile | null {
  try {
    const file = JSON.parse(text) as SlipFile & { format: unknown; version: unknown }
    return file.format === 'qiaomen-slip' && file.version === 1 ? file : null
  } catch {
    return null
  }
}

// Whatever cannot be read does not hold.
function holds(check: () => boolean): Finding {
  try {
    return check() ? 'good' : 'bad'
  } catch {
    return 'bad'
  }
}

function judgeField(file: SlipFile, commitment: string | null | undefined, name: Field): Finding {
  if (!file.opened) return commitment ? 'missing' : 'none'
  const { seed, [name]: value } = file.opened
  if (value === undefined) return 'bad'
  if (!value && commitment === null) return 'none'
  // A place goes at the end of its own time, before the rest; but so can whoever has the file make anything go.
  if (value === null) return 'missing'
  return holds(() => {
    const salt = hmac(sha256, fromHex(seed, 32), utf8(name))
    must(typeof value === 'string' && value)
    return bytesToHex(digest(salt, value)) === commitment
  })
}

function judgeStrokes({ strokes }: SlipFile, { statement }: SlipRecord): Finding {
  if (!statement.signature && strokes === null) return 'none'
  if (strokes === null) return 'missing'
  return holds(() => {
    let [points, first, last] = [0, Infinity, -Infinity]
    for (const [, , ms] of strokes.flat()) {
      points += 1
      first = Math.min(first, ms)
      last = Math.max(last, ms)
    }
    const { signature } = statement
    const is_same = signature?.strokes_sha256 === bytesToHex(digest(canonical(strokes)))
    return is_same && signature.points === points && signature.ms === last - first
  })
}

/** The picture's bytes. */
export const pictureOf = (file: SlipFile): Bytes => fromStrictBase64(file.picture ?? '')

function judgePicture(file: SlipFile, { statement }: SlipRecord): Finding {
  const due = statement.proof ?? statement.signature?.png_sha256
  if (file.picture === null) return due ? 'missing' : 'none'
  return holds(() => bytesToHex(digest(pictureOf(file))) === due)
}

const ROOTS: Readonly<Record<Sealed, Finding>> = {
  good: 'good', bad: 'bad', unknown_key: 'bad', former_key: 'untimely', early_key: 'bad',
}

const DAY_MS = 24 * 60 * 60 * 1000
// A county closes a day soon after it: by then it has, also where its keys were saved before.
const SURELY_CLOSED_MS = 2 * DAY_MS

// Whether the county says that it has closed this day: it leaves none out.
const hasClosed = (keys: KeyList, day: string) => keys.items.some(({ last_root }) => typeof last_root === 'string' && last_root >= day)

// Whoever has the file can take its path out, and one that was fetched on its day never had one.
function withoutDay({ sealed_ms }: SlipRecord, keys: KeyList, now_ms: number): Finding {
  return now_ms - sealed_ms > SURELY_CLOSED_MS || hasClosed(keys, dayOf(new Date(sealed_ms))) ? 'overdue' : 'later'
}

function judgeDay({ path, record }: SlipFile, sealed: SlipRecord, keys: KeyList, now_ms: number): Finding {
  if (path === null) return withoutDay(sealed, keys, now_ms)
  try {
    const root = parseRoot(path.root)
    const hashes = path.hashes.map((one) => fromHex(one, 32))
    const top = climb(leafOf(record), path.index, root.leaves, hashes)
    const is_in = bytesToHex(top) === root.merkle && dayOf(new Date(sealed.sealed_ms)) === root.day
    return is_in ? ROOTS[judgeRoot(path.root, path.seal, keys)] : 'bad'
  } catch {
    return 'bad'
  }
}

function judgeBelonging(file: SlipFile, keys: KeyList, code: Code | null): Finding {
  if (!code) return 'none'
  return holds(() => judgeCode(code, keys) === 'good' && code.leaf === bytesToHex(leafOf(file.record)) && code.seal === file.seal)
}

const VOID: Omit<Findings, 'record' | 'seal' | 'payload'> = {
  fields: { text: 'void', signer: 'void', witness: 'void', reason: 'void', place: 'void' },
  notice: 'void',
  strokes: 'void',
  picture: 'void',
  device: 'void',
  day: 'void',
  code: 'void',
}

/** Hold all parts of a file, and the QR code where there is one, against each other and the county's keys. */
export function judgeFile(file: SlipFile, keys: KeyList, code: Code | null, now_ms = Date.now()): Findings {
  let [record, seal]: [SlipRecord | null, Sealed] = [null, 'bad']
  try {
    record = parseRecord(file.record)
    seal = judgeRecord(file.record, file.seal, keys)
  } catch {
    seal = 'bad'
  }
  if (!record || seal !== 'good') return { ...VOID, record, seal, payload: null }
  const { statement, template } = record
  const fields = Object.fromEntries(FIELDS.map((name) => [name, judgeField(file, statement.fields[name], name)]))
  return {
    record,
    seal,
    fields: fields as Findings['fields'],
    notice: holds(() => bytesToHex(digest(file.template.title, '\n', file.template.body)) === template.sha256),
    strokes: judgeStrokes(file, record),
    picture: judgePicture(file, record),
    device: judgeDevice(file.device_key ?? null, record),
    day: judgeDay(file, record, keys, now_ms),
    code: judgeBelonging(file, keys, code),
    payload: printedCode(file.record, record, file.seal),
  }
}

