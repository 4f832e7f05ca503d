// Taking a request for an exclusion back: the server alone says whether it went, and a sync tells it.
import * as client from '../api/client'

/** Ask the server to take a request back. Nothing is written here, so the phone cannot say what is not so. */
export function takeBack(id: string): Promise<void> {
  return client.withdrawExclusion(id)
}
