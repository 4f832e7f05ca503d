// What a phone takes an answer for.
import { expect, it } from 'vitest'
import { isDiverged, isForeign, refusalOf } from './failures'

const json = { 'Content-Type': 'application/json' }

it('reads the code that our server says, in words or beside them', async () => {
  const said = await refusalOf(new Response('{"code": "history_diverged", "message": "服务器恢复过备份"}', { status: 409, headers: json }))
  const wordless = await refusalOf(new Response(null, { status: 409, headers: { ...json, 'X-Problem': 'history_diverged' } }))

  expect([isDiverged(said), isDiverged(wordless)]).toEqual([true, true])
})

it("does not take a proxy's page for our server's word", async () => {
  const page = await refusalOf(new Response('<h1>Conflict</h1>', { status: 409, headers: { 'Content-Type': 'text/html' } }))

  expect([isDiverged(page), isForeign(page)]).toEqual([false, true])
})
