// Carries requests over real sockets, a connection for each, so that a cut or a killed server hits one request alone.
import { request as open } from 'node:http'
import type { Request, Response } from './network'

/** A request to a server on this machine; it fails when the connection does. */
export function overSocket(port: number, { method, path, headers, body }: Request): Promise<Response> {
  return new Promise((done, fail) => {
    const sent = open({ host: '127.0.0.1', port, method, path, headers: { ...headers, 'Content-Length': body.length }, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', fail)
      answer.on('end', () => {
        // Half an answer, as fetch() sees it: the line broke before all was there.
        if (!answer.complete) return fail(new Error('the answer is not complete'))
        done({ status: answer.statusCode ?? 0, headers: pairs(answer.rawHeaders), body: Buffer.concat(chunks), restored: 0 })
      })
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

function pairs(raw: string[]): [string, string][] {
  return raw.filter((_, place) => place % 2 === 0).map((name, place) => [name, raw[place * 2 + 1] ?? ''])
}
