// What is signed, sealed and said about a visit.
import { describe, expect, it } from 'vitest'
import { deviceTime } from './clock'
import { sha256Hex } from '@shared/hash'
import { sampleSlip, sampleVisit } from './samples'
import { inkLength, toPadData, toStrokes } from './strokes'
import { mintEventId } from './uuid'
import { sealVisit, whatIsMissing } from './visit'

describe('sealing', () => {
  it('hashes the very text that is stored, and writes no fraction', async () => {
    const sealed = await sealVisit(sampleVisit({ outcome: 'taught', slip: sampleSlip() }), null)

    expect(sealed.sha256).toBe(await sha256Hex(sealed.body))
    const body = JSON.parse(sealed.body)
    expect(body.slip.text_sha256).toBe(await sha256Hex('已告知'))
    expect(body.slip.signature_sha256).toBe(sealed.images[0]?.sha256)
    expect(body.slip.image).toBeUndefined()
    expect(sealed.body).not.toMatch(/\d\.\d/)
  })

  it.each([
    ['no_answer', '', false, undefined],
    ['taught', ' ', false, 'signer_name'],
    ['taught', '吕建国', false, 'signature'],
    ['taught', '吕建国', true, undefined],
  ] as const)('says which field is missing (%s, “%s”, %s)', (outcome, name, isSigned, field) => {
    expect(whatIsMissing(outcome, name, isSigned)?.field).toBe(field)
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
    expect(inkLength(strokes)).toBeCloseTo(Math.hypot(3, 3))
  })
})
