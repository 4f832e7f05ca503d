// What a phone cannot send leaves it as a file that only the county's key opens.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '../domain/hash'
import type { RescueContent, RescueFile } from '../domain/rescue'
import { sampleDoor, sampleHeard, samplePage, sampleSlip, sampleVerdicts, sampleVisit } from '../domain/samples'
import { randomId } from '../domain/uuid'
import { PhoneDb } from './db'
import { deviceId } from './device'
import { applyPage } from './pages'
import { exportRescue } from './rescue'
import { forgetBackedUp } from './retention'
import { takePushAnswer } from './settling'
import { recordVisit } from './visits'

let db: PhoneDb
let county: CryptoKeyPair

/** As the server opens it: app/sync/README.md, "Rescue". */
async function unseal(file: RescueFile, claimed = file.device_id): Promise<RescueContent> {
  const salt = fromBase64(file.ephemeral)
  const theirs = await crypto.subtle.importKey('raw', salt, { name: 'ECDH', namedCurve: 'P-256' }, false, [])
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, county.privateKey, 256)
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('qiaomen-rescue-1')
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info }
  const key = await crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const additionalData = new TextEncoder().encode(claimed)
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(file.iv), additionalData }, key, fromBase64(file.data))
  return JSON.parse(new TextDecoder().decode(text))
}

async function heardOfKey(backed_up = 0): Promise<void> {
  const point = await crypto.subtle.exportKey('raw', county.publicKey)
  await applyPage(db, samplePage({ ...sampleHeard(9, { backed_up }), rescue_key: { id: 'key-1', public: toBase64(point) } }))
}

beforeEach(async () => {
  county = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  db = new PhoneDb(randomId())
  await db.households.add(sampleDoor())
})

it('holds everything that no backup holds yet, word for word, with the proof of who wrote it', async () => {
  const done = await recordVisit(db, sampleVisit())
  const retained = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  await takePushAnswer(db, { entries: [done], blobs: [], phone: null }, sampleVerdicts([done], { receipt: 5 }))
  await takePushAnswer(db, { entries: [retained], blobs: [], phone: null }, sampleVerdicts([retained], { receipt: 6 }))
  await heardOfKey(5)
  await forgetBackedUp(db)
  const waiting = await recordVisit(db, sampleVisit())

  const content = await unseal((await exportRescue(db))!)

  expect(content).toMatchObject({
    device_id: await deviceId(db),
    device_secret: 'secret',
    items: [retained, waiting].map(({ id, body, sha256, schema_version }) => ({ id, body, sha256, schema_version })),
    blobs: [{ sha256: retained.blobs[0], data: 'iVBORw==' }],
  })
})

it('can be made any number of times, and names its key and its phone outside', async () => {
  await heardOfKey()
  const [first, second] = [await exportRescue(db), await exportRescue(db)]

  expect(first).toMatchObject({ format: 'qiaomen-rescue', version: 1, key_id: 'key-1', device_id: await deviceId(db) })
  expect([fromBase64(first!.ephemeral).length, fromBase64(first!.iv).length]).toEqual([65, 12])
  expect(first!.data).not.toBe(second!.data)
  expect((await unseal(first!)).device_secret).toBe('')
})

it('cannot be passed off as the file of another phone', async () => {
  await heardOfKey()

  await expect(unseal((await exportRescue(db))!, randomId())).rejects.toThrow()
})

it('is not made before the county has told its key', async () => {
  await recordVisit(db, sampleVisit())

  expect(await exportRescue(db)).toBeNull()
})
