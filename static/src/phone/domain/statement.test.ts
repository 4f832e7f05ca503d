// What a phone states of a slip: shows nothing without the seed, and is signed by its own key.
import { createHash, createHmac } from 'node:crypto'
import { fromBase64 } from '@shared/hash'
import { expect, it } from 'vitest'
import type { VisitInput } from './records'
import { sampleMaking, sampleSlip, sampleVisit } from './samples'
import { makeDeviceKey } from './signing'
import { canonical, type Stated, statementOf } from './statement'
import { type Making, sealVisit } from './visit'

const POSITION = { lat_e6: 30_290_000, lon_e6: -118_540_000, accuracy_m: 18, age_ms: 4000 }

async function sealed(given: Partial<VisitInput> = {}, making: Partial<Making> = {}): Promise<Stated> {
  const { body } = await sealVisit(sampleVisit({ outcome: 'taught', slip: sampleSlip(), ...given }), sampleMaking(making))
  return JSON.parse(body) as Stated
}

const committed = (seed: string, field: string, value: string) => {
  const salt = createHmac('sha256', Buffer.from(seed, 'hex')).update(field).digest()
  return createHash('sha256').update(salt).update(value).digest('hex')
}

it('commits to what is personal, each field under a salt of its own, and to nothing where there is nothing', async () => {
  const body = await sealed({ slip: sampleSlip({ signer_name: '𠮷田䶮', text: '已告知' }), position: POSITION, position_reason: '' })
  const { seed } = body.slip

  const { fields } = JSON.parse(await statementOf('A', body))

  expect(seed).toMatch(/^[0-9a-f]{64}$/)
  expect(fields).toEqual({
    text: committed(seed, 'text', '已告知'),
    signer: committed(seed, 'signer', '𠮷田䶮'),
    witness: null,
    reason: null,
    place: committed(seed, 'place', '30290000,-118540000,18,4000'),
  })
})

it('names nobody, and no two slips alike', async () => {
  const witnessed = { slip: sampleSlip({ way: 'mark', reason: '不识字', strokes: null }), witness: '李主任' } as const
  const [one, two] = [await sealed(witnessed), await sealed(witnessed)]
  const [first, second] = [await statementOf('a', one), await statementOf('a', two)]

  for (const name of ['吕建国', '李主任', '不识字', '已告知', one.slip.seed]) expect(first).not.toContain(name)
  expect(one.slip.seed).not.toBe(two.slip.seed)
  expect(JSON.parse(first).fields.signer).not.toBe(JSON.parse(second).fields.signer)
})

it('tells a signature by its digests, its points and how long the pen moved', async () => {
  const strokes = [[[1, 2, 5], [30, 40, 21]], [[7, 7, 900]]] as [number, number, number][][]
  const body = await sealed({ slip: sampleSlip({ strokes }) })

  const { signature } = JSON.parse(await statementOf('a', body))

  const strokes_sha256 = createHash('sha256').update('[[[1,2,5],[30,40,21]],[[7,7,900]]]').digest('hex')
  expect(signature).toEqual({ png_sha256: body.slip.signature_sha256, strokes_sha256, points: 3, ms: 895 })
})

it('is stated of what was signed, and of nothing that comes after: the same from the body that was sent', async () => {
  const body = await sealed({}, { key: await makeDeviceKey() })
  const stated = await statementOf('a', body)

  expect(await statementOf('a', { ...body, slip: { ...body.slip, device_signature: 'another' } })).toBe(stated)
  expect(await statementOf('b', body)).not.toBe(stated)
  expect(await statementOf('a', { ...body, slip: { ...body.slip, text: '已告知。' } })).not.toBe(stated)
})

async function isGood(publicKey: string, body: Stated, statement: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', fromBase64(publicKey), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
  const bytes = new TextEncoder().encode(`qiaomen-slip-statement-1\n${statement}`)
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, fromBase64(body.slip.device_signature ?? ''), bytes)
}

it('is signed by the key of an enrolled phone, and by that key alone', async () => {
  const [key, other] = [await makeDeviceKey(), await makeDeviceKey()]
  const making = sampleMaking({ key })
  const body = await sealed({}, making)
  const statement = await statementOf(making.id, body)

  expect(body.slip.key_id).toBe(key.id)
  expect(fromBase64(body.slip.device_signature ?? '').length).toBe(64)
  expect(await isGood(key.public_key, body, statement)).toBe(true)
  expect(await isGood(other.public_key, body, statement)).toBe(false)
  expect(await isGood(key.public_key, body, await statementOf('another', body))).toBe(false)
})

it('is not signed by a phone without a key', async () => {
  expect((await sealed()).slip).toMatchObject({ key_id: null, device_signature: null })
})

it('refuses half a surrogate pair, which a visit never holds', async () => {
  expect(() => canonical({ name: '\ud842' })).toThrow('Lone surrogate')

  const body = await sealed({ slip: sampleSlip({ signer_name: '吕\ud842国', text: '𠮷\udfb7' }), note: '\ud842' })

  expect([body.slip.signer_name, body.slip.text, (body as unknown as { note: string }).note]).toEqual(['吕�国', '𠮷�', '�'])
  expect(await statementOf('a', body)).toContain('"v":1')
})
