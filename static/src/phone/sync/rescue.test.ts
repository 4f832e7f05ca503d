// Another phone's exported file is brought in, and what became of it is said in one sentence.
import { beforeEach, expect, it, vi } from 'vitest'
import * as client from '../api/client'
import { bringRescue } from './rescue'

vi.mock('../api/client', async (original) => ({ ...(await original<typeof client>()), rescue: vi.fn() }))
const rescue = vi.mocked(client.rescue)

const FILE = '{"format":"qiaomen-rescue","version":1,"data":"x"}'
const counts = { created: 3, duplicate: 2, needs_review: 1, quarantined: 1, conflict: 0 }

beforeEach(() => {
  rescue.mockReset()
})

it('sends the file as it is, and names its author', async () => {
  rescue.mockResolvedValue({ worker_name: '方晓禾', device_id: 'd', exported_at: '', total: 7, counts, blobs_refused: 0 })

  expect(await bringRescue(FILE)).toEqual({ ok: true, value: '已带入（方晓禾）：新收 3 条，重复 2 条，待核对 2 条' })
  expect(rescue).toHaveBeenCalledWith(JSON.parse(FILE))
})

it('says how many pictures were damaged', async () => {
  rescue.mockResolvedValue({ worker_name: '方晓禾', device_id: 'd', exported_at: '', total: 7, counts, blobs_refused: 2 })

  expect(await bringRescue(FILE)).toMatchObject({ value: expect.stringMatching(/待核对 2 条，其中 2 张图片损坏未收$/) })
})

it.each(['', 'x', '[]', 'null', '{"format":"other"}'])('does not bother the server with a file that is none (%s)', async (text) => {
  expect(await bringRescue(text)).toMatchObject({ ok: false })
  expect(rescue).not.toHaveBeenCalled()
})

it.each([
  [new client.NetworkFailure('cut', null), '带入文件需要网络'],
  [new client.Refusal(422, 'rescue_damaged', '文件已损坏。', 0), '文件已损坏'],
])('says what to do when it did not go (%s)', async (failure, words) => {
  rescue.mockRejectedValue(failure)

  expect(await bringRescue(FILE)).toMatchObject({ ok: false, message: expect.stringContaining(words) })
})
