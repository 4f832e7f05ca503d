// What a page is told of something done with the network: done, or a sentence why not.
import * as client from '../api/client'

export type Answer<T> = { ok: true; value: T } | NotDone

/** Why not; `code` is the server's word for it. */
interface NotDone {
  ok: false
  message: string
  code?: string
}

/** The sentence for a failure; what is no failure of the network or the server is thrown on. */
export function refused(failure: unknown, offline: string): NotDone {
  if (failure instanceof client.NetworkFailure) return { ok: false, message: offline }
  if (failure instanceof client.Refusal) return { ok: false, message: failure.message, code: failure.code }
  throw failure
}
