// What this phone states of a slip, as the very bytes that it signs: app/slips/README.md says what each field is, statement.py is its twin.
import { sha256Hex, toHex } from '@shared/hash'
import type { Way } from '@shared/ways'
import type { Relation } from '@shared/words'
import canonicalize from 'canonicalize'
import type { ClockAnchor, Position, PositionReason, Stroke } from './records'

/** A slip in an event's body, version 3; what signs it comes last. */
export interface SlipBody {
  template_id: string
  text: string
  text_sha256: string
  way: Way
  reason: string
  signer_name: string
  /** Nobody's, where a refusal names none. */
  signer_relation: Relation | ''
  strokes: Stroke[] | null
  signature_sha256: string | null
  proof_sha256: string | null
  paper_code: string
  /** 32 bytes, hex: without it nobody can try what the commitments are to. */
  seed: string
  worker_id: string
  device_id: string
  build: string
  key_id: string | null
  device_signature?: string | null
}

/** What a body holds that a statement is of. */
export interface Stated {
  household_id: string
  campaign_id: string
  outcome: string
  device_time: string
  mono_ms: number
  boot_id: string
  clock_anchor: ClockAnchor | null
  witness: string
  position: Position | null
  position_reason: PositionReason
  photos: string[]
  slip: SlipBody
}

const SEED_BYTES = 32
const utf8 = (text: string) => new TextEncoder().encode(text)

/** A seed that nobody can guess. */
export function newSeed(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(SEED_BYTES)))
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

/** One form for one value (RFC 8785). Half a surrogate pair is no text, and refused. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('nothing to state')
  return text
}

/** A digest that shows nothing of a value until its salt is told; null of nothing. */
async function commitment(seed: CryptoKey, field: string, value: string): Promise<string | null> {
  if (!value) return null
  const salt = new Uint8Array(await crypto.subtle.sign('HMAC', seed, utf8(field)))
  const bytes = utf8(value)
  const both = new Uint8Array(salt.length + bytes.length)
  both.set(salt)
  both.set(bytes, salt.length)
  return sha256Hex(both.buffer)
}

function placeText(position: Position | null): string {
  return position ? [position.lat_e6, position.lon_e6, position.accuracy_m, position.age_ms].join() : ''
}

async function commitments({ slip, witness, position }: Stated) {
  const seed = await crypto.subtle.importKey('raw', bytesOf(slip.seed), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const of = (field: string, value: string) => commitment(seed, field, value)
  return {
    text: await of('text', slip.text),
    signer: await of('signer', slip.signer_name),
    witness: await of('witness', witness),
    reason: await of('reason', slip.reason),
    place: await of('place', placeText(position)),
  }
}

/** A signature by its digests, and how long the pen moved: an image alone is easily pasted. */
async function signatureFacts({ signature_sha256, strokes }: SlipBody) {
  if (signature_sha256 === null) return null
  let [points, first, last] = [0, Infinity, -Infinity]
  for (const [, , ms] of (strokes ?? []).flat()) {
    points += 1
    first = Math.min(first, ms)
    last = Math.max(last, ms)
  }
  const strokes_sha256 = await sha256Hex(canonical(strokes ?? []))
  return { png_sha256: signature_sha256, strokes_sha256, points, ms: points ? last - first : 0 }
}

/** The statement of a slip, in its one form, from the event's id and body alone. */
export async function statementOf(id: string, body: Stated): Promise<string> {
  const { slip } = body
  return canonical({
    v: 1,
    id: id.toLowerCase(),
    household: body.household_id.toLowerCase(),
    campaign: body.campaign_id.toLowerCase(),
    worker: slip.worker_id.toLowerCase(),
    outcome: body.outcome,
    way: slip.way,
    template: slip.template_id.toLowerCase(),
    relation: slip.signer_relation,
    fields: await commitments(body),
    place_reason: body.position_reason,
    signature: await signatureFacts(slip),
    proof: slip.proof_sha256,
    photos: body.photos,
    paper: slip.paper_code,
    device: { id: slip.device_id.toLowerCase(), build: slip.build, key: slip.key_id },
    time: { device: body.device_time, mono_ms: body.mono_ms, boot: body.boot_id, anchor: body.clock_anchor },
  })
}
