// What comes with a validator is asked for with it again, and what did not change is what came before.
import { afterEach, expect, it, vi } from 'vitest'
import { getIfChanged } from './request'

afterEach(() => vi.unstubAllGlobals())

/** A server that answers these, in turn, and remembers which validator it was asked with. */
function serving(...answers: Response[]): (string | null)[] {
  const asked: (string | null)[] = []
  vi.stubGlobal('fetch', (_address: string, options: RequestInit) => {
    asked.push(new Headers(options.headers).get('If-None-Match'))
    return Promise.resolve(answers[asked.length - 1])
  })
  return asked
}

const figures = (covered: number, tag: string) => new Response(JSON.stringify({ covered }), { headers: { ETag: tag } })

it('asks with the validator of the answer it holds, and keeps that answer when nothing changed', async () => {
  const asked = serving(figures(1, 'W/"a"'), new Response(null, { status: 304 }), figures(2, 'W/"b"'))

  const answers = [await getIfChanged('/one'), await getIfChanged('/one'), await getIfChanged('/one')]

  expect(answers).toEqual([{ covered: 1 }, { covered: 1 }, { covered: 2 }])
  expect(asked).toEqual([null, 'W/"a"', 'W/"a"'])
})

it('holds one answer for each address', async () => {
  const asked = serving(figures(1, 'W/"a"'), figures(2, 'W/"b"'))

  await getIfChanged('/two', { scope: '1' })
  await getIfChanged('/two', { scope: '2' })

  expect(asked).toEqual([null, null])
})

it('names the refusal, and holds nothing of it', async () => {
  const refused = new Response(JSON.stringify({ code: 'not_found', message: '没有' }), { status: 404, headers: { ETag: 'W/"a"' } })
  const asked = serving(refused, figures(1, 'W/"b"'))

  await expect(getIfChanged('/three')).rejects.toMatchObject({ code: 'not_found' })
  await getIfChanged('/three')

  expect(asked).toEqual([null, null])
})
