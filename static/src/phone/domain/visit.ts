// Turns what a worker decided at a door into the one body that is stored, hashed and sent unchanged.
import type { Outcome } from '@shared/words'
import { BOOT_ID, deviceTime, monotonicMs } from './clock'
import { sha256Hex } from '@shared/hash'
import type { ClockAnchor, VisitInput } from './records'

/** An event's content, finished: nothing in it may change after this. */
export interface SealedVisit {
  body: string
  sha256: string
  /** The signature first, then the photos; each picture once. */
  images: Image[]
}

export interface Image {
  sha256: string
  data: ArrayBuffer
}

/** A field that keeps a visit from being saved, and why, in words for the worker. */
export interface Missing {
  field: 'signer_name' | 'signature'
  words: string
}

/** What keeps a visit from being saved yet, the topmost field first; null when nothing does. */
export function whatIsMissing(outcome: Outcome, signerName: string, hasSignature: boolean): Missing | null {
  if (outcome !== 'taught') return null
  if (!signerName.trim()) return { field: 'signer_name', words: '请填写签名人姓名' }
  return hasSignature ? null : { field: 'signature', words: '还没有签名，请用手指在框内签名' }
}

async function named(data: ArrayBuffer): Promise<Image> {
  return { sha256: await sha256Hex(data), data }
}

const distinct = (images: Image[]) => [...new Map(images.map((image) => [image.sha256, image])).values()]

async function sealSlip(slip: VisitInput['slip'], signature: Image | null) {
  if (!slip || !signature) return null
  return {
    template_id: slip.template_id,
    text: slip.text,
    text_sha256: await sha256Hex(slip.text),
    signer_name: slip.signer_name.trim(),
    signer_relation: slip.signer_relation,
    strokes: slip.strokes,
    signature_sha256: signature.sha256,
  }
}

/** The version of the body below; what older versions of this app made is sent as it is. */
export const SCHEMA_VERSION = 2

/** Serialise a visit once and for all. */
export async function sealVisit(input: VisitInput, anchor: ClockAnchor | null): Promise<SealedVisit> {
  const clocks = { device_time: deviceTime(), mono_ms: monotonicMs(), boot_id: BOOT_ID, clock_anchor: anchor }
  const signature = input.slip && (await named(input.slip.image))
  const photos = distinct(await Promise.all(input.photos.map(named)))
  const slip = await sealSlip(input.slip, signature)
  const body = JSON.stringify({
    household_id: input.household.id,
    campaign_id: input.campaign_id,
    outcome: input.outcome,
    ...clocks,
    note: input.note.trim(),
    witness: input.witness.trim(),
    position: input.position,
    position_reason: input.position_reason,
    slip,
    photos: photos.map((photo) => photo.sha256),
  })
  const images = distinct([...(signature ? [signature] : []), ...photos])
  return { body, sha256: await sha256Hex(body), images }
}
