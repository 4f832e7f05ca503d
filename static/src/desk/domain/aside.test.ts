// What was set aside, in words: reasons that never call the office 您, and as much as can be read of a body of any form.
import { expect, test } from 'vitest'
import { factsOf, isLong, isPhotographed, mayAccept, opensWith, reasonOf, signerOf, waitsForDoor } from './aside'
import type { AsideItem } from './records'

function item(said: Partial<AsideItem>): AsideItem {
  return {
    id: 'i', kind: 'quarantined', received_at: '2020-11-25T06:10:00Z', worker_name: '周晓禾', code: 'unreadable_event', message: '内容有误',
    household_id: null, householder: null, address: null, village_name: null, is_proposed: false, outcome: 'taught', asks_exclusion: false, receipt: null, device_seq: null,
    raw: '{}', body: {}, visited_at: null, earliest_at: null, latest_at: null, note: null, signer_name: '张三', slip_text: null,
    has_slip: true, signature_here: false, photos: 0, same_photo: [], repairable: true, suggestions: { household_id: null, outcome: null, note: null }, ...said,
  }
}

test('a door outside the grids is told of the worker, not of the reader', () => {
  expect(reasonOf({ code: 'outside_grids', message: '这一户不在您的网格内' })).toBe('这一户不在该网格员的网格内。')
  expect(reasonOf({ code: 'photo_of_another', message: '走访已保存' })).toContain('与另一户的是同一张')
})

test('an empty signature asks nothing of the office', () => {
  expect(reasonOf({ code: 'signature_empty', message: '签名是空的，请重新签名。' })).toBe('签名是空的或只点了一下。')
})

test('any other reason is the server\'s own sentence', () => {
  expect(reasonOf({ code: 'unreadable_event', message: '内容有误' })).toBe('内容有误')
})

test('what is readable has its line in the office\'s words', () => {
  const body = { witness: '李四', position: { lat_e6: 1, lon_e6: 1, accuracy_m: 12.4 } }
  const facts = Object.fromEntries(factsOf(item({ body, note: '门口有狗', photos: 2 })))

  expect(facts).toMatchObject({ 结果: '已宣传', 备注: '门口有狗', 见证人: '李四', 定位: '有，误差约 13 米', 现场照片: '2 张' })
  expect(facts).not.toHaveProperty('告知单')
})

test.each([
  [null], [{}], [{ witness: 7, position: null }], [{ witness: '', position: 'here' }],
])('what is of no readable form has no line: %j', (body) => {
  const names = factsOf(item({ body, has_slip: false })).map(([name]) => name)

  expect(names).toEqual(['网格员', '结果', '走访时间', '收到时间', '现场照片', '告知单'])
})

test('a request for an exclusion is told by its reason and its evidence, and not as a visit', () => {
  const body = { reason: 'away', witness: '张大爷', witness_role: 'neighbour', returns_on: '2020-12-01', evidence: '全家务工' }
  const facts = Object.fromEntries(factsOf(item({ body, asks_exclusion: true, outcome: null, photos: 0 })))

  expect(facts).toMatchObject({ 原因: '外出', 证明人: '张大爷（邻居）', 预计返回: '2020年12月1日', 备注: '全家务工', 照片: '没有' })
  expect(facts).not.toHaveProperty('结果')
  expect(factsOf(item({ body: { reason: 7 }, asks_exclusion: true })).map(([name]) => name)).toEqual(['网格员', '原因', '收到时间', '照片', '证明人'])
})

test('a position without a readable accuracy is still said', () => {
  expect(Object.fromEntries(factsOf(item({ body: { position: { accuracy_m: '?' } } })))['定位']).toBe('有，误差不明')
})

test('whoever signed is told with the relation, as far as either can be read', () => {
  expect(signerOf(item({ body: { slip: { signer_relation: 'spouse' } } }))).toBe('张三（配偶）')
  expect(signerOf(item({ body: { slip: { signer_relation: 'self' } } }))).toBe('张三（本人）')
  expect(signerOf(item({ body: { slip: [] }, signer_name: null }))).toBe('没有写')
})

test('paper slips open with what there is', () => {
  expect([null, { other: 0, unreadable: 2 }, { other: 1, unreadable: 2 }, { other: 0, unreadable: 0 }].map(opensWith)).toEqual(['other', 'unreadable', 'other', 'other'])
})

test('a notice folds by its length or by its lines', () => {
  expect([isLong('短'), isLong('字'.repeat(201)), isLong('行\n'.repeat(6))]).toEqual([false, true, true])
})

test('what nobody can call anybody\'s cannot be accepted', () => {
  expect(mayAccept({ kind: 'quarantined', repairable: false })).toBe(false)
  expect(mayAccept({ kind: 'quarantined', repairable: true })).toBe(true)
  expect(mayAccept({ kind: 'needs_review', repairable: false })).toBe(true)
})

test('at a door that nobody has confirmed yet nothing is accepted, at another one it is', () => {
  const waiting = item({ code: 'door_unconfirmed', household_id: 'new', is_proposed: true })

  expect(waitsForDoor(waiting, 'new')).toBe(true)
  expect(waitsForDoor(waiting, 'another')).toBe(false)
  expect(waitsForDoor(waiting, '')).toBe(false)
  expect(waitsForDoor(item({ household_id: 'known' }), 'known')).toBe(false)
})

test('a slip with a photo is told from one that was signed, as far as that can be read', () => {
  expect(isPhotographed({ slip: { proof_sha256: 'aa' } })).toBe(true)
  expect(isPhotographed({ slip: { signature_sha256: 'aa' } })).toBe(false)
  expect(isPhotographed({ slip: null })).toBe(false)
  expect(isPhotographed(null)).toBe(false)
})
