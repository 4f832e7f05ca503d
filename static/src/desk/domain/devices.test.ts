// A phone in words: what is missing, what may be lost, how it keeps things.
import { expect, test } from 'vitest'
import {
  clockWords, daysUnseen, endedWords, endingWords, enrolmentWords, inFives, losses, lossWords, markWords, mayEnd, outstanding, outstandingSince,
  storageWords, summaryOf, usedWords, withSeveral,
} from './devices'
import type { Device } from './records'

function phone(said: Partial<Device>): Device {
  return {
    id: 'd', worker_id: 'w', worker_name: '周晓禾', place: '桥东村', first_seen_at: '2026-11-01T00:00:00Z', last_seen_at: '2026-11-25T00:00:00Z',
    build: '0.2.0', persisted: true, minted_seq: 20, received: 20, missing: 0, missing_since: null, lost_at: null,
    lost_up_to: 0, lost_since: null, replaced: false, clock_skew_s: 0,
    enrolled_at: null, ended_at: null, wiped_at: null, ...said,
  }
}
const behind = phone({ missing: 1200 })
const lost = phone({ lost_at: '2020-11-25T03:00:00Z', lost_since: '2020-11-25T01:10:00Z', lost_up_to: 3, missing: 1 })

const unknown = { ...lost, lost_up_to: null }

test('a list of phones says how many are behind, and by how much, emptied stores apart', () => {
  expect(summaryOf([lost, behind, phone({ missing: 3 }), phone({})], 4))
    .toBe('共 4 部手机；1 部存储被清空，最多 3 条没有收到；2 部还有 1,203 条没有收到')
  expect(summaryOf([behind, phone({})], 2)).toBe('共 2 部手机；1 部还有 1,200 条没有收到')
})

test('nobody calls all received while an emptied store may have held more', () => {
  expect(summaryOf([lost, phone({})], 2)).toBe('共 2 部手机；1 部存储被清空，最多 3 条没有收到')
  expect(summaryOf([unknown], 1)).toBe('共 1 部手机；1 部存储被清空，条数不明')
  expect(summaryOf([lost, lost, unknown], 3)).toBe('共 3 部手机；3 部存储被清空，最多 6 条没有收到，另有 1 部条数不明')
})

test('a list that is cut short among those behind speaks only of what it shows', () => {
  expect(summaryOf([lost, behind], 300)).toBe('共 300 部手机；已显示的 2 部中，1 部存储被清空，最多 3 条没有收到；1 部还有 1,200 条没有收到')
  expect(summaryOf([lost], 300)).toBe('共 300 部手机；已显示的 1 部中，1 部存储被清空，最多 3 条没有收到')
  expect(summaryOf([behind, phone({})], 300)).toBe('共 300 部手机；1 部还有 1,200 条没有收到')
})

test('nothing behind is calm', () => {
  expect(summaryOf([phone({})], 1)).toBe('共 1 部手机，它们说过的走访都已收到')
  expect(summaryOf([{ ...lost, lost_up_to: 0, missing: 0 }, phone({})], 2)).toBe('共 2 部手机，它们说过的走访都已收到')
})

test('an emptied store says what may be lost, and since when if anybody knows', () => {
  expect(lossWords(lost)).toBe('存储被清空：自 2020年11月25日 09:10 起最多 3 条走访可能丢失')
  expect(lossWords({ lost_since: null, lost_up_to: 1, missing: 1 })).toBe('存储被清空：最多 1 条走访可能丢失')
  expect(lossWords({ lost_since: null, lost_up_to: null, missing: 0 })).toBe('存储被清空：记录的走访可能丢失，条数不明')
  expect(lossWords({ lost_since: null, lost_up_to: null, missing: 2 })).toBe('存储被清空：记录的走访可能丢失，条数不明，至少 2 条')
})

test('an emptied store misses as many as it may have held, since it was last heard of', () => {
  expect([lost, unknown, { ...lost, lost_up_to: 0 }].map(outstanding)).toEqual([3, null, 0])
  expect(outstandingSince(lost)).toBe(lost.lost_since)
})

test('any other phone misses what it says it has made', () => {
  expect([behind, phone({})].map(outstanding)).toEqual([1200, 0])
  expect(outstandingSince(phone({ missing_since: null }))).toBeNull()
})

test('an emptied store that had handed in everything is no loss', () => {
  expect(losses([lost, { ...lost, lost_up_to: 0 }, unknown, behind])).toEqual([lost, unknown])
})

test.each([[true, '已长期保存'], [false, '未保证'], [null, '未知']])('a store whose persistence is %s is %s', (persisted, words) => {
  expect(storageWords(phone({ persisted }))).toBe(words)
})

test('an emptied store keeps nothing, whatever it promised', () => {
  expect(storageWords(lost)).toBe('已被清空')
  expect(storageWords({ ...lost, lost_up_to: 0 })).toBe('已被清空，记录都已收到')
})

test('two phones of one person are told apart by their first day and the end of their number', () => {
  const rows = [phone({ worker_id: 'a' }), phone({ worker_id: 'b' }), phone({ worker_id: 'a' })]

  expect([...withSeveral(rows)]).toEqual(['a'])
  // Late on the 21st by the phone's UTC is the 22nd in the county.
  expect(markWords({ id: '0190-cafe1a2b', first_seen_at: '2020-11-21T20:00:00Z' })).toBe('首次使用 2020年11月22日 · 编号 …1a2b')
})

test('days without a word are whole ones', () => {
  const seen = (at: string) => daysUnseen({ last_seen_at: at }, new Date('2026-11-25T12:00:00Z'))

  expect([seen('2026-11-25T11:00:00Z'), seen('2026-11-22T11:00:00Z'), seen('2026-11-26T00:00:00Z')]).toEqual([0, 3, 0])
})

test.each([
  [null, '未知'], [300, '准'], [-300, '准'], [310, '快 5 分钟'], [-5400, '慢 2 小时'], [315_360_000, '快 10 年'],
])('a clock that is off by %s s is %s', (clock_skew_s, words) => {
  expect(clockWords({ clock_skew_s })).toBe(words)
})

test('a phone is enrolled, ended and wiped, and only one in use can be ended', () => {
  const times = { enrolled_at: '2026-11-25T03:00:00Z', ended_at: '2026-11-26T01:05:00Z', wiped_at: '2026-11-26T02:00:00Z' }

  expect(enrolmentWords(phone({}))).toBe('未绑定')
  expect(enrolmentWords(phone({ enrolled_at: times.enrolled_at }))).toContain('已绑定')
  expect(enrolmentWords(phone({ ...times, wiped_at: null }))).toContain('待清除')
  expect(enrolmentWords(phone(times))).toContain('已清除')
  expect([phone({}), phone({ enrolled_at: times.enrolled_at }), phone(times), phone({ replaced: true }), lost].map(mayEnd))
    .toEqual([true, true, false, false, false])
})

test('ending a phone says what it does, and of one that is not enrolled no more than can be done', () => {
  const bound = phone({ enrolled_at: '2026-11-25T03:00:00Z' })

  expect(endingWords(bound).join('')).toContain('清除住户资料和密钥')
  expect(endingWords(phone({})).join('')).toContain('认不出是哪一部')
  expect(endingWords(phone({})).join('')).not.toContain('密钥')
  expect([endedWords(bound, 1), endedWords(phone({}), 2), endedWords(phone({}), 0)])
    .toEqual(['已停用，这部手机下次联网时清除', '已结束没绑定的手机上的 2 处登录', '没绑定的手机现在都没有登录'])
})

test('a used code says by which phone', () => {
  expect(usedWords({ device_id: '0190-cafe1a2b', browser: '微信 · Android' })).toBe('微信 · Android，编号 …1a2b')
  expect(usedWords({ device_id: '0190-cafe1a2b', browser: null })).toBe('编号 …1a2b')
})

test('a code is read out in two halves', () => {
  expect(inFives('ABCDEFGHJK')).toBe('ABCDE FGHJK')
})
