// The words of the outbox: never rosier than the truth, and red only for what the worker must do.
import { describe, expect, it } from 'vitest'
import { badgeOf, headlineOf, lossWords, othersWords, readWords, stateLine } from './badge'
import type { Entry } from './records'
import type { Decision } from './wire'

const NOTHING = { waiting: 0, images: 0, attention: 0, reviewing: 0 }

describe('the badge', () => {
  it.each([
    [{}, 'idle', 'done', '全部已上传'],
    [{ waiting: 3 }, 'idle', 'waiting', '3 条待上传'],
    [{ images: 2 }, 'idle', 'waiting', '2 张图片待上传'],
    [{ waiting: 3, images: 2 }, 'offline', 'waiting', '离线 · 3 条待上传'],
    [{}, 'offline', 'offline', '离线'],
    [{ waiting: 2, attention: 1 }, 'idle', 'attention', '1 条需要处理'],
    [{ reviewing: 1 }, 'idle', 'waiting', '1 条待派出所核对'],
    [{ lost: true }, 'idle', 'attention', '可能有丢失'],
    [{ waiting: 2 }, 'signed_out', 'attention', '请重新登录'],
    [{ waiting: 2 }, 'store_lost', 'attention', '请重新打开'],
  ] as const)('with %o left, %s: %s, %s', (open, phase, tone, text) => {
    expect(badgeOf({ ...NOTHING, ...open }, phase)).toEqual({ tone, text })
  })

  it('does not say that all was uploaded before anybody looked', () => {
    expect(badgeOf(undefined, 'idle')).toEqual({ tone: 'offline', text: '正在查看' })
    expect(headlineOf(undefined, 'idle')).toBe('正在查看')
  })
})

describe('the heading', () => {
  it.each([
    [{}, 'idle', '全部已上传'],
    [{}, 'signed_out', '请重新登录，才能核对是否都已上传'],
    [{ attention: 1 }, 'signed_out', '请重新登录，才能核对是否都已上传'],
    [{ waiting: 2 }, 'signed_out', '2 条待上传'],
    [{}, 'store_lost', '请重新打开，才能核对是否都已上传'],
    [{ lost: true }, 'idle', '可能有走访丢失，请看上面的提示'],
    [{ attention: 1 }, 'idle', '都已上传，有记录需要处理'],
    [{ reviewing: 2 }, 'idle', '都已上传，2 条待派出所核对'],
  ] as const)('with %o left, %s: %s', (open, phase, text) => {
    expect(headlineOf({ ...NOTHING, ...open }, phase)).toBe(text)
  })
})

describe('the line of an entry', () => {
  const decided = (status: Decision['status'], reason: string | null = null, by_name: string | null = '旌阳派出所') =>
    ({ id: 'e', status, reason, by_name, receipt: 8, withdrawn_on: null }) satisfies Decision
  const entryOf = (given: Partial<Entry>) => ({ verdict: null, decision: null, message: null, ...given }) as Entry

  it.each([
    [{ state: 'waiting' }, '仅在本机'],
    [{ state: 'received', verdict: 'created' }, '已收到'],
    [{ state: 'received', verdict: 'needs_review', decision: decided('accepted') }, '已收到 · 派出所已接受（旌阳派出所）'],
    [{ state: 'backed_up', verdict: 'conflict', decision: decided('accepted', null, null) }, '已备份 · 派出所已接受'],
  ] as const)('of %o is %s', (given, line) => {
    expect(stateLine(entryOf(given))).toBe(line)
  })

  it.each([
    [{ verdict: 'needs_review' }, '待派出所核对：此户不在您的网格内，核实后才计入', '知道了'],
    [{ verdict: 'quarantined', message: '内容不完整。' }, '待派出所核对：内容不完整', '知道了'],
    [{ verdict: 'conflict' }, '待派出所核对：同一编号已有另一份内容，已另存', '知道了'],
    [{ message: '服务器读不了。' }, '需要处理：服务器读不了', '知道了，我会联系督导'],
    [{ verdict: 'created', message: '照片已损坏' }, '需要处理：照片已损坏', '知道了，我会联系督导'],
    [{ verdict: 'needs_review', decision: decided('refused', '不在网格。') }, '未采纳：不在网格', '知道了，我会联系督导'],
    [{ verdict: 'created', decision: decided('withdrawn') }, '已被旌阳派出所撤回，请重走', '知道了，我会重走'],
  ] as const)('that asks for attention, %o, is %s', (given, line, read) => {
    const entry = entryOf({ state: 'attention', ...given })
    expect([stateLine(entry), readWords(entry)]).toEqual([line, read])
  })
})

it('says what to do after a loss, without a number of ours', () => {
  expect(lossWords({ told: true })).toBe(
    '本机存储曾被浏览器清空，之前没上传的走访可能丢失，已告知派出所。请对照当天走过的户，漏的重走；有导出文件的，用“带入导出文件”带入。',
  )
})

it('names the account that left something unsent, where it is known', () => {
  expect(othersWords({ name: '方晓禾', count: 1, images: 1 })).toBe('本机还有 方晓禾 的 1 条没有上传，请用该账号登录上传')
  expect(othersWords({ name: null, count: 2, images: 0 })).toBe('本机还有另一个账号的 2 条没有上传，请用该账号登录上传')
})
