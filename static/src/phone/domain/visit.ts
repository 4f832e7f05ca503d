// Turns what a worker decided at a door into the one body that is stored, hashed and sent unchanged.
import { sha256Hex } from '@shared/hash'
import { WAYS } from '@shared/ways'
import { BUILD } from './build'
import { BOOT_ID, deviceTime, monotonicMs } from './clock'
import type { ClockAnchor, SlipInput, VisitInput } from './records'
import { type DeviceKey, signatureOfStatement } from './signing'
import { newSeed, type SlipBody, type Stated, statementOf } from './statement'

/** An event's content, finished: nothing in it may change after this. */
export interface SealedEvent {
  body: string
  sha256: string
  /** The picture that a slip stands on first, then the photos; each picture once. */
  images: Image[]
}

export interface Image {
  sha256: string
  data: ArrayBuffer
}

export async function named(data: ArrayBuffer): Promise<Image> {
  return { sha256: await sha256Hex(data), data }
}

export const distinctImages = (images: Image[]) => [...new Map(images.map((image) => [image.sha256, image])).values()]

/** The version of the body below; what older versions of this app made is sent as it is. */
export const SCHEMA_VERSION = 4

/** What this phone's clocks say now. */
export function clocksNow(anchor: ClockAnchor | null) {
  return { device_time: deviceTime(), mono_ms: monotonicMs(), boot_id: BOOT_ID, clock_anchor: anchor }
}

/** Under which id an event is made, by whom and on which phone; its key, where it is enrolled. */
export interface Making {
  id: string
  anchor: ClockAnchor | null
  worker_id: string
  device_id: string
  key: DeviceKey | null
  /** What was scanned at the door, if anything. */
  plate: string | null
}

/** Half a surrogate pair and NUL are no text: the one cannot be stated, and the server would set aside all that holds either. */
const wellFormed = (text: string) => text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')

/** What somebody typed. */
export const typed = (text: string) => wellFormed(text.trim())

async function slipBody(slip: SlipInput, picture: Image | null, { worker_id, device_id, key }: Making): Promise<SlipBody> {
  const text = wellFormed(slip.text)
  const stands = WAYS[slip.way].picture
  return {
    template_id: slip.template_id,
    text,
    text_sha256: await sha256Hex(text),
    way: slip.way,
    reason: typed(slip.reason),
    signer_name: typed(slip.signer_name),
    signer_relation: slip.signer_relation,
    strokes: slip.strokes,
    signature_sha256: stands === 'signature' && picture ? picture.sha256 : null,
    proof_sha256: stands === 'proof' && picture ? picture.sha256 : null,
    paper_code: slip.paper_code,
    seed: newSeed(),
    worker_id,
    device_id,
    build: BUILD,
    key_id: key?.id ?? null,
  }
}

async function signed(stated: Stated, { id, key }: Making) {
  const device_signature = key && (await signatureOfStatement(key, await statementOf(id, stated)))
  return { ...stated, slip: { ...stated.slip, device_signature } }
}

/** Serialise a visit once and for all. */
export async function sealVisit(input: VisitInput, making: Making): Promise<SealedEvent> {
  const clocks = clocksNow(making.anchor)
  const picture = input.slip?.picture ? await named(input.slip.picture) : null
  const others = distinctImages(await Promise.all(input.photos.map(named)))
  const photos = others.filter(({ sha256 }) => sha256 !== picture?.sha256)
  const plain = {
    household_id: input.household.id,
    campaign_id: input.campaign_id,
    outcome: input.outcome,
    ...clocks,
    note: typed(input.note),
    witness: typed(input.witness),
    position: input.position,
    position_reason: input.position_reason,
    photos: photos.map((photo) => photo.sha256),
    come_back_at: input.come_back_at,
    lesson: input.lesson,
    // Said only where there is something to say; most doors have no such plate.
    ...(making.plate && { plate: making.plate, plate_scanned: true }),
  }
  const slip = input.slip && (await slipBody(input.slip, picture, making))
  const body = JSON.stringify(slip ? await signed({ ...plain, slip }, making) : { ...plain, slip })
  return { body, sha256: await sha256Hex(body), images: [...(picture ? [picture] : []), ...photos] }
}
