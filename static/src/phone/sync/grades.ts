// Asking how far my own visits of this week are supported: reckoned by the server, kept here for where there is no network.
import * as client from '../api/client'
import { keptGrades } from '../domain/grades'
import type { PhoneDb } from '../local/db'
import { keepGrades } from '../local/grades'
import { type Answer, refused } from './answer'

const OFFLINE = '现在连不上服务器，等级要联网才能算。'

/** Ask, and keep the answer. */
export async function askGrades(db: PhoneDb): Promise<Answer<void>> {
  try {
    const told = await client.myGrades(db.userId)
    return { ok: true, value: await keepGrades(db, keptGrades(told, new Date().toISOString())) }
  } catch (failure) {
    return refused(failure, OFFLINE)
  }
}
