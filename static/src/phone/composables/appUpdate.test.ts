// A new version never takes over under an open form or a running sync.
import { afterEach, expect, it, vi } from 'vitest'
import { FORM_LOCK, hold, ifFree, syncLock } from '../local/locks'
import { applyUpdate, reloadWhenTaken } from './appUpdate'

const postMessage = vi.fn()
const worker = { postMessage } as unknown as ServiceWorker
const soon = () => new Promise((done) => setTimeout(done, 1))

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  postMessage.mockReset()
})

it('waits while somebody writes, and says so', async () => {
  const release = hold(FORM_LOCK)

  expect(await applyUpdate(worker, 'db')).toBe('有走访没写完，保存后再更新')

  expect(postMessage).not.toHaveBeenCalled()
  release()
  await soon()
})

it('waits while something is being sent', async () => {
  const sending = ifFree(syncLock('db'), soon)

  expect(await applyUpdate(worker, 'db')).toBe('正在上传，请稍后再更新')

  expect(postMessage).not.toHaveBeenCalled()
  await sending
})

it('takes over when nobody is at anything, and lets nobody begin before the page reloads', async () => {
  vi.useFakeTimers()

  const applying = applyUpdate(worker, 'db')
  await vi.advanceTimersByTimeAsync(1)

  expect(postMessage).toHaveBeenCalledWith('activate')
  expect(await ifFree(syncLock('db'), async () => 'ran')).toBeNull()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await applying).toBeNull()
})

it('comes back as the newer app once the worker has taken over, but not under a form', async () => {
  const reload = vi.fn()
  const container = Object.assign(new EventTarget(), { controller: {} })
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('navigator', { serviceWorker: container })
  reloadWhenTaken()
  const release = hold(FORM_LOCK)
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).not.toHaveBeenCalled()

  release()
  await Promise.resolve()
  container.dispatchEvent(new Event('controllerchange'))

  expect(reload).toHaveBeenCalledOnce()
})
