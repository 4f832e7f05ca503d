// What is signed, sealed and said about a visit.
import { describe, expect, it } from 'vitest'
import { deviceTime } from './clock'
import { sha256Hex } from '@shared/hash'
import { sampleMaking, sampleSlip, sampleVisit } from './samples'
import { begunAt, isSlipOfFinger, toPadData, toStrokes } from './strokes'
import { mintEventId } from './uuid'
import { sealVisit } from './visit'

describe('sealing', () => {
  it('hashes the very text that is stored, and writes no fraction', async () => {
    const sealed = await sealVisit(sampleVisit({ outcome: 'taught', slip: sampleSlip() }), sampleMaking())

    expect(sealed.sha256).toBe(await sha256Hex(sealed.body))
    const body = JSON.parse(sealed.body)
    expect(body.slip.text_sha256).toBe(await sha256Hex('已告知'))
    expect(body.slip.signature_sha256).toBe(sealed.images[0]?.sha256)
    expect(body.slip.image).toBeUndefined()
    expect(sealed.body).not.toMatch(/\d\.\d/)
  })

  it.each([
    ['signed', 'signature_sha256', 'proof_sha256'],
    ['adult', 'signature_sha256', 'proof_sha256'],
    ['mark', 'proof_sha256', 'signature_sha256'],
    ['paper', 'proof_sha256', 'signature_sha256'],
  ] as const)('names the picture that a slip stands on (%s) first, as %s, and never among the photos', async (way, named, other) => {
    const [picture, photo] = [new Uint8Array([255, 216, 1]).buffer, new Uint8Array([255, 216, 2]).buffer]

    const { body, images } = await sealVisit(
      sampleVisit({ outcome: 'taught', slip: sampleSlip({ way, picture }), photos: [photo, picture] }),
      sampleMaking(),
    )

    const { slip, photos } = JSON.parse(body)
    expect([slip[named], slip[other]]).toEqual([images[0]?.sha256, null])
    expect(photos).toEqual([images[1]?.sha256])
    expect(images.map(({ data }) => data)).toEqual([picture, photo])
  })

  it('has no picture of a refusal, and no slip at a door where none was given', async () => {
    const slip = sampleSlip({ way: 'refused', picture: null, strokes: null, signer_name: ' ', signer_relation: '', reason: ' 不愿签 ' })
    const [refused, plain] = [
      await sealVisit(sampleVisit({ outcome: 'refused', slip, witness: '李主任' }), sampleMaking()),
      await sealVisit(sampleVisit({ outcome: 'refused' }), sampleMaking()),
    ]

    expect(JSON.parse(refused.body).slip).toMatchObject({
      way: 'refused', reason: '不愿签', signer_name: '', signer_relation: '', signature_sha256: null, proof_sha256: null, strokes: null,
    })
    expect([refused.images, JSON.parse(plain.body).slip]).toEqual([[], null])
  })

  it('says whose it is and on which phone', async () => {
    const making = sampleMaking()
    const { body } = await sealVisit(sampleVisit({ outcome: 'taught', slip: sampleSlip({ paper_code: '7K3M9QXT', way: 'paper' }) }), making)

    const { worker_id, device_id } = making
    expect(JSON.parse(body).slip).toMatchObject({ worker_id, device_id, build: 'dev', paper_code: '7K3M9QXT' })
  })
})

describe('ids and clocks', () => {
  it('mints version 7 ids that sort by their time', () => {
    const [early, late] = [mintEventId(1_000_000_000_000), mintEventId(1_800_000_000_000)]

    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(early < late).toBe(true)
  })

  it('writes the time with its offset', () => {
    const now = new Date('2026-11-22T06:05:09Z')

    expect(deviceTime(now)).toMatch(/^2026-11-2\dT\d\d:\d\d:09[+-]\d\d:\d\d$/)
    expect(new Date(deviceTime(now)).getTime()).toBe(now.getTime())
  })
})

describe('strokes', () => {
  const point = (x: number, y: number, time: number) => ({ x, y, time, pressure: 0.5 })

  it('become whole numbers counted from the first touch, and can be drawn again', () => {
    const strokes = toStrokes([{ points: [point(1.4, 2.6, 1000.2), point(4, 6, 1016)] }, { points: [] }])

    expect(strokes).toEqual([[[1, 3, 0], [4, 6, 16]]])
    expect(toPadData(strokes)[0]?.points[1]).toMatchObject({ x: 4, y: 6 })
  })

  it.each([
    ['a tap', [[10, 10, 0]], true],
    ['five points at one place', [[10, 10, 0], [10, 10, 9], [10, 10, 18], [10, 10, 27], [10, 10, 36]], true],
    ['a long line at one moment', [[10, 10, 5], [40, 10, 5], [40, 40, 5], [10, 40, 5], [10, 10, 5]], true],
    ['a swipe of four points', [[10, 10, 0], [40, 10, 9], [40, 40, 18], [10, 40, 27]], true],
    ['a stroke', [[10, 10, 0], [20, 10, 9], [20, 20, 18], [10, 20, 27], [10, 10, 36]], false],
  ] as const)('%s is a slip of the finger, and no signature: %3$s', (_what, stroke, isSlip) => {
    expect(isSlipOfFinger([stroke.map(([x, y, time]) => [x, y, time])])).toBe(isSlip)
  })

  it('go on after what was drawn anew, though a day lies between', () => {
    const now = 1_760_086_400_000
    const kept = toStrokes([{ points: [point(1, 3, 5000), point(4, 6, 5016)] }])

    const drawn = toPadData(kept, 1, begunAt(kept, now))
    const signed = toStrokes([...drawn, { points: [point(9, 9, now + 700)] }])

    expect(signed.flat().map(([, , ms]) => ms)).toEqual([0, 16, 716])
  })
})
