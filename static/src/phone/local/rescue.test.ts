// What a phone cannot send leaves it as a file that only the county's key opens.
import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '@shared/hash'
import { type RescueContent, type RescueFile, exportedWords, partsOf } from '../domain/rescue'
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
let account: string
let files: RescueFile[]

/** The file, where all goes into one. */
async function exported(): Promise<RescueFile> {
  expect(await exportRescue(db, (file) => files.push(file))).toMatchObject({ files: 1 })
  return files[files.length - 1]!
}

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
  account = randomId()
  files = []
  db = new PhoneDb(account)
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

  const content = await unseal(await exported())

  expect(content).toMatchObject({
    device_id: await deviceId(db),
    user_id: account,
    device_secret: 'secret',
    items: [retained, waiting].map(({ id, body, sha256, schema_version }) => ({ id, body, sha256, schema_version })),
    blobs: [{ sha256: retained.blobs[0], data: 'iVBORw==' }],
  })
})

it('can be made any number of times, and names its key and its phone outside', async () => {
  await heardOfKey()
  await recordVisit(db, sampleVisit())
  const [first, second] = [await exported(), await exported()]

  expect(first).toMatchObject({ format: 'qiaomen-rescue', version: 1, key_id: 'key-1', device_id: await deviceId(db) })
  expect([fromBase64(first.ephemeral).length, fromBase64(first.iv).length]).toEqual([65, 12])
  expect(first.data).not.toBe(second.data)
  expect((await unseal(first)).device_secret).toBe('')
})

it('leaves out what does not open now, and says how many', async () => {
  await heardOfKey()
  const [spoilt, whole] = [await recordVisit(db, sampleVisit()), await recordVisit(db, sampleVisit())]
  await db.outbox.update(spoilt.id, { body: (await db.outbox.get(whole.id))!.body })

  expect(await exportRescue(db, (file) => files.push(file))).toEqual({ records: 1, files: 1, closed: 1, pictures: 0, lacking: 0 })

  expect((await unseal(files[0]!)).items.map(({ id }) => id)).toEqual([whole.id])
  expect((await db.outbox.get(spoilt.id))!.body).not.toBe('')
})

it('says how many pictures do not open now, and takes the records along without them', async () => {
  await heardOfKey()
  const { id, blobs } = await recordVisit(db, sampleVisit({ outcome: 'taught', slip: sampleSlip() }))
  await db.blobs.update(blobs[0]!, { data: new ArrayBuffer(64) })

  const done = await exportRescue(db, (file) => files.push(file))

  const content = await unseal(files[0]!)
  expect([content.items.map((item) => item.id), content.blobs]).toEqual([[id], []])
  expect(exportedWords(done)).toEqual({ ok: false, words: expect.stringContaining('另有 1 张签名或照片现在打不开，不在文件里') })
})

it('cannot be passed off as the file of another phone', async () => {
  await heardOfKey()
  await recordVisit(db, sampleVisit())

  await expect(unseal(await exported(), randomId())).rejects.toThrow()
})

it('is not made before the county has told its key', async () => {
  await recordVisit(db, sampleVisit())

  expect([await exportRescue(db, (file) => files.push(file)), files]).toEqual(['never_synced', []])
  await applyPage(db, samplePage({ rescue_key: null }))
  expect([await exportRescue(db, (file) => files.push(file)), files]).toEqual(['no_key', []])
})

it('is not made of nothing', async () => {
  await heardOfKey()

  expect([await exportRescue(db, (file) => files.push(file)), files]).toEqual([{ records: 0, files: 0, closed: 0, pictures: 0, lacking: 0 }, []])
})

it.each([
  ['never_synced', false, '先联网同步一次'],
  ['no_key', false, '本县还没有设置导出密钥，请联系县级管理员'],
  [{ records: 0, files: 0, closed: 0, pictures: 0, lacking: 0 }, true, '没有需要导出的记录'],
  [{ records: 3, files: 1, closed: 0, pictures: 0, lacking: 0 }, true, '已导出 3 条，共 1 个文件，在手机的“下载”里，可交给派出所或用另一部手机带入'],
  [{ records: 3, files: 2, closed: 0, pictures: 0, lacking: 0 }, true, '请全部带入'],
  [{ records: 3, files: 1, closed: 2, pictures: 0, lacking: 0 }, false, '另有 2 条现在打不开，不在文件里，还在本机'],
] as const)('says what came of it (%j)', (exported, ok, words) => {
  expect(exportedWords(exported)).toEqual({ ok, words: expect.stringContaining(words) })
})

it('makes several files of more than the server takes at once, each whole by itself', async () => {
  await heardOfKey()
  const photo = (mark: number) => new Uint8Array(4 * 1024 * 1024).fill(mark).buffer
  const shared = photo(9)
  for (const mark of [1, 2, 3]) await recordVisit(db, sampleVisit({ photos: [photo(mark), shared] }))
  const named: string[] = []

  await exportRescue(db, (file, part, of) => {
    named.push(`${part}/${of}`)
    files.push(file)
  })

  expect(named).toEqual(['1/3', '2/3', '3/3'])
  for (const [place, file] of files.entries()) {
    const { items, blobs, user_id } = await unseal(file)
    expect([user_id, items.map((item) => item.device_seq), JSON.stringify(file).length < 32e6]).toEqual([account, [place + 1], true])
    expect(blobs.map(({ sha256 }) => sha256)).toEqual(JSON.parse(items[0]!.body).photos)
  }
}, 30_000)

it.each([
  [[], [[]]],
  [[5, 5], [['0', '1']]],
  [[5, 6], [['0'], ['1']]],
  [[30, 1, 9, 1], [['0'], ['1', '2'], ['3']]],
])('fills each file with as many as it bears, and at least one (%j)', (bytes, parts) => {
  expect(partsOf(bytes.map((size, place) => ({ id: `${place}`, bytes: size })), 10)).toEqual(parts)
})
