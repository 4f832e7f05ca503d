// Names held across tabs, or at least within the page where a browser has no Web Locks.
import { expect, it } from 'vitest'
import { hold, ifFree, whenFree } from './locks'

const soon = () => new Promise((done) => setTimeout(done, 1))

it('runs one after the other, also after one that failed', async () => {
  const order: number[] = []
  const failing = whenFree('a', async () => {
    await soon()
    order.push(1)
    throw new Error('first')
  })
  const next = whenFree('a', async () => order.push(2))

  await expect(failing).rejects.toThrow('first')
  await next
  expect(order).toEqual([1, 2])
})

it('leaves it at once when somebody is at it', async () => {
  const first = whenFree('b', soon)
  expect(await ifFree('b', async () => 'ran')).toBeNull()

  await first
  expect(await ifFree('b', async () => 'ran')).toBe('ran')
})

it('is free again only when the last of those who hold it together has let go', async () => {
  const [one, other] = [hold('c'), hold('c')]
  one()
  await soon()
  expect(await ifFree('c', async () => 'ran')).toBeNull()

  other()
  await soon()
  expect(await ifFree('c', async () => 'ran')).toBe('ran')
})
