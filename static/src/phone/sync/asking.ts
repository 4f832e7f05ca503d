// Taking a request for an exclusion back: the server alone says whether it went, and a sync tells it.
import * as client from '../api/client'
import { type Answer, refused } from './answer'

// Not "it did not go": the answer may have been lost, and not the request.
const OFFLINE = '没有收到服务器的答复。撤回要联网，联网后这里会显示撤回了没有。'

/** Ask the server to take a request back. Nothing is written here, so the phone cannot say what is not so. */
export async function takeBack(id: string): Promise<Answer<void>> {
  try {
    return { ok: true, value: await client.withdrawExclusion(id) }
  } catch (failure) {
    return refused(failure, OFFLINE)
  }
}
