// A phone's outbox sealed to the county's key as one file, and what the server says of such a file.
import { formatCount } from '@shared/words'
import { fromBase64, toBase64 } from '@shared/hash'
import type { Item, Rescued, RescueKey } from './wire'

const FORMAT = 'qiaomen-rescue'
const INFO = 'qiaomen-rescue-1'
const CURVE = { name: 'ECDH', namedCurve: 'P-256' }

/** What is inside a rescue file. */
export interface RescueContent {
  device_id: string
  user_id: string
  /** Proves who wrote it; empty when the server has told this phone none. */
  device_secret: string
  exported_at: string
  items: Item[]
  blobs: { sha256: string; data: string }[]
}

export interface RescueFile {
  format: typeof FORMAT
  version: 1
  key_id: string
  device_id: string
  ephemeral: string
  iv: string
  data: string
}

/** What is in how many files, and what is not because it does not open now: records, pictures, and records that went without one of these. */
interface Written {
  records: number
  files: number
  closed: number
  pictures: number
  lacking: number
}

/** What came of an export, or why the county's key is not on this phone. */
export type Exported = Written | 'never_synced' | 'no_key'

async function aesKey(secret: ArrayBuffer, salt: ArrayBuffer): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(INFO) }
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
}

// The server takes 32 MB at once, and sealed it is a third larger.
const PART_BYTES = 16 * 1024 * 1024

/** Which entries go into one file together, in their order: as many as are no more than it bears, and at least one. */
export function partsOf(weighed: { id: string; bytes: number }[], most: number = PART_BYTES): string[][] {
  const parts: string[][] = [[]]
  let left = most
  for (const { id, bytes } of weighed) {
    if (bytes > left && left < most) {
      parts.push([])
      left = most
    }
    parts[parts.length - 1]?.push(id)
    left -= bytes
  }
  return parts
}

/** Seal it, so that only the county's server can read it; app/sync/README.md has the format. */
export async function sealRescue(content: RescueContent, key: RescueKey): Promise<RescueFile> {
  const theirs = await crypto.subtle.importKey('raw', fromBase64(key.public), CURVE, false, [])
  const mine = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const ephemeral = await crypto.subtle.exportKey('raw', mine.publicKey)
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine.privateKey, 256)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = new TextEncoder()
  const how = { name: 'AES-GCM', iv, additionalData: bytes.encode(content.device_id) }
  const data = await crypto.subtle.encrypt(how, await aesKey(secret, ephemeral), bytes.encode(JSON.stringify(content)))
  return {
    format: FORMAT,
    version: 1,
    key_id: key.id,
    device_id: content.device_id,
    ephemeral: toBase64(ephemeral),
    iv: toBase64(iv),
    data: toBase64(data),
  }
}

/** The file in a text; null when no phone of ours wrote it. */
export function readRescue(text: string): RescueFile | null {
  try {
    const said: unknown = JSON.parse(text)
    const isOurs = typeof said === 'object' && said !== null && 'format' in said && said.format === FORMAT
    return isOurs ? (said as RescueFile) : null
  } catch {
    // Whatever else somebody may pick by mistake is no JSON.
    return null
  }
}

const NO_KEY_WORDS = {
  never_synced: '还不能导出：这部手机要先联网同步一次，才有本县的密钥。记录都在本机。',
  no_key: '还不能导出：本县还没有设置导出密钥，请联系县级管理员。记录都在本机。',
}

// What does not open now, of records and of pictures.
function shutWords({ closed, pictures }: Written): string {
  const shut = [closed > 0 && ` ${formatCount(closed)} 条`, pictures > 0 && ` ${formatCount(pictures)} 张签名或照片`].filter(Boolean)
  return shut.length > 0 ? `。另有${shut.join('、')}现在打不开，不在文件里，还在本机，请过一会儿再导出一次` : ''
}

/** What came of an export, and where the files are. */
export function exportedWords(exported: Exported): { ok: boolean; words: string } {
  if (typeof exported === 'string') return { ok: false, words: NO_KEY_WORDS[exported] }
  const { records, files, closed } = exported
  if (records + closed === 0) return { ok: true, words: '没有需要导出的记录' }
  const where = '在手机的“下载”里，可交给派出所或用另一部手机带入'
  const all = files > 1 ? '。请全部带入；浏览器询问时请允许下载多个文件' : ''
  const left = shutWords(exported)
  return { ok: left === '', words: `已导出 ${formatCount(records)} 条，共 ${formatCount(files)} 个文件，${where}${all}${left}` }
}

/** What the server made of it, in one sentence. */
export function rescuedWords({ worker_name, counts, blobs_refused }: Pick<Rescued, 'worker_name' | 'counts' | 'blobs_refused'>): string {
  const aside = counts.needs_review + counts.quarantined + counts.conflict
  const parts = [`新收 ${formatCount(counts.created)} 条`, `重复 ${formatCount(counts.duplicate)} 条`, `待核对 ${formatCount(aside)} 条`]
  const damaged = blobs_refused > 0 ? `，其中 ${formatCount(blobs_refused)} 张图片损坏未收` : ''
  return `已带入（${worker_name}）：${parts.join('，')}${damaged}`
}
