// The phone's own signature over what it stated, where the file has the phone's public key.
import { p256 } from '@noble/curves/nist.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { digest, fromStrictBase64, join } from './bytes'
import { type SlipRecord, canonical } from './records'
import type { Finding } from './slipFile'

/** A phone is named by its key's digest, so that a file cannot bring the key of another. */
export function judgeDevice(key: string | null, { statement, device_sig, device_sig_good }: SlipRecord): Finding {
  const named = statement.device.key
  if (named === null) return 'none'
  // The county knew then whose phone it was; what it did not believe is believed by nobody later.
  if (device_sig_good !== 'yes') return 'refuted'
  if (key === null) return 'unchecked'
  try {
    const raw = fromStrictBase64(key)
    if (bytesToHex(digest(raw)) !== named) return 'bad'
    const words = join('qiaomen-slip-statement-1\n', canonical(statement))
    const is_signed = p256.verify(fromStrictBase64(device_sig), words, raw, { lowS: false })
    return is_signed ? 'good' : 'bad'
  } catch {
    return 'bad'
  }
}
