// What a page is told of something done with the network: done, or a sentence why not.
import * as client from '../api/client'

export type Answer<T> = { ok: true; value: T } | { ok: false; message: string }

/** The sentence for a failure; what is no failure of the network or the server is thrown on. */
export function refused(failure: unknown, offline: string): { ok: false; message: string } {
  if (failure instanceof client.NetworkFailure) return { ok: false, message: offline }
  if (failure instanceof client.Refusal) return { ok: false, message: failure.message }
  throw failure
}
