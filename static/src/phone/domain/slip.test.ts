// The ways a slip is given: what each lacks, in words, and what is told of it afterwards.
import { type Way, WAYS } from '@shared/ways'
import { describe, expect, it } from 'vitest'
import type { Stroke } from './records'
import { codeWords, type Filled, refusalWords, sheetDoubts, slipText, slipWords, standsOn, typedCode, usualWay, wayOf, whatIsMissing } from './slip'

const NOTHING: Omit<Filled, 'way'> = { signer_name: ' ', witness: ' ', reason: '', paper_code: '', has_picture: false, strokes: [] }
const ALL: Omit<Filled, 'way'> = { signer_name: '吕建国', witness: '李主任', reason: '不识字', paper_code: '', has_picture: true, strokes: [] }

/** All that a form is asked for, one after the other, as each is filled in. */
function asked(way: Way | null): string[] {
  const filled: Filled = { way, ...NOTHING }
  const fields: string[] = []
  for (let missing = whatIsMissing(filled); missing; missing = whatIsMissing(filled)) {
    const { field, words } = missing
    expect(words).not.toBe('')
    fields.push(field)
    const key = field === 'signature' || field === 'proof' ? 'has_picture' : field === 'code' ? 'paper_code' : field
    Object.assign(filled, { [key]: ALL[key] })
  }
  return fields
}

describe('a way', () => {
  it.each([
    [null, []],
    ['signed', ['signer_name', 'signature']],
    ['adult', ['signer_name', 'signature']],
    ['mark', ['signer_name', 'proof', 'witness', 'reason']],
    ['paper', ['signer_name', 'proof']],
    ['refused', ['witness', 'reason']],
  ] as const)('%s asks for just %j, the topmost first', (way, fields) => {
    expect(asked(way)).toEqual(fields)
  })

  it.each(Object.keys(WAYS) as Way[])('%s stands with all of it', (way) => {
    expect(whatIsMissing({ way, ...ALL })).toBeNull()
  })

  it('says what to do instead where there is nobody to witness a refusal', () => {
    expect(whatIsMissing({ way: 'refused', ...ALL, witness: '' })?.words).toContain('请选“只记拒绝”')
  })

  it('says of ink that is no signature what to do about it', () => {
    const dot: Stroke = [[10, 10, 0]]

    expect(whatIsMissing({ way: 'signed', ...ALL, has_picture: false })?.words).toContain('还没有签名')
    expect(whatIsMissing({ way: 'signed', ...ALL, has_picture: false, strokes: [dot] })?.words).toContain('请点“重签”')
  })

  it('is vouched for by somebody else', () => {
    expect(whatIsMissing({ way: 'mark', ...ALL, witness: ` ${ALL.signer_name}` })?.words).toContain('另一个人')
    expect(whatIsMissing({ way: 'refused', ...ALL, witness: ALL.signer_name })?.field).toBe('witness')
    expect(whatIsMissing({ way: 'signed', ...ALL, witness: ALL.signer_name })).toBeNull()
  })

  it('is the usual one until another is chosen, and an adult signs by being another', () => {
    expect([usualWay('taught'), usualWay('refused'), usualWay('no_answer')]).toEqual(['signed', null, null])
    expect([wayOf('signed', 'self'), wayOf('signed', 'spouse'), wayOf('mark', 'spouse'), wayOf(null, 'spouse')]).toEqual([
      'signed', 'adult', 'mark', null,
    ])
  })

  it('closes the notice with words of its own', () => {
    const texts = (Object.keys(WAYS) as Way[]).map((way) => slipText('告知', way))

    expect(new Set(texts).size).toBe(5)
    expect(texts.every((text) => text.startsWith('告知\n\n') && text.length > 10)).toBe(true)
  })

  it('takes the code on the paper as it is printed, and sends no words that are none', () => {
    expect([typedCode(' yja0 pjq5 w '), typedCode('YJAOPJQ5W'), typedCode('aaaa bbbb c'), typedCode('13900001111'), typedCode(' 7号 '), typedCode(' ')]).toEqual([
      'YJA0PJQ5W', 'YJA0PJQ5W', 'AAAABBBBC', '', '', '',
    ])
  })

  it.each([
    ['', undefined],
    ['YJA0 PJQ5 W', true],
    ['yjao-pjq5-w', true],
    ['X35HGNFY0', false],
    ['YJA0PJQ5', false],
  ])('says whether a code (%s) is this household\'s: %s', (typed, agrees) => {
    expect(codeWords(typed, '01a216dd-d80c-707b-89ba-def4940b4ae5')?.agrees).toBe(agrees)
  })
})

describe('of a photographed sheet is doubted', () => {
  const OWN = '01a216dd-d80c-707b-89ba-def4940b4ae5'
  const nameOf = (id: string) => (id === 'other' ? '朱庆建，后村组2号' : null)

  it.each([
    ['', null, []],
    ['YJA0PJQ5W', OWN, []],
    ['AAAA BBBB C', null, ['编码还不对，请对照纸上再看一遍']],
    ['', 'other', ['照片上的二维码是另一户的（朱庆建，后村组2号），请核对']],
    ['X35HGNFY0', 'unknown', ['照片上的二维码是另一户的，请核对', '这是另一户的编码，请核对']],
  ])('with %j typed and the code of %j in the photo: %j', (typed, onSheet, doubts) => {
    expect(sheetDoubts(typed, onSheet, OWN, nameOf)).toEqual(doubts)
  })

  it('and what is no code is not kept, nor saved in silence', () => {
    expect(whatIsMissing({ way: 'paper', ...ALL, paper_code: '王一' })?.field).toBe('code')
    expect(whatIsMissing({ way: 'paper', ...ALL, paper_code: 'AAAA BBBB C' })).toBeNull()
    expect(whatIsMissing({ way: 'mark', ...ALL, paper_code: '王一' })).toBeNull()
  })
})

describe('of a saved visit is told', () => {
  it.each([
    ['signed', 'received', false, ''],
    ['signed', 'received', true, '告知单：等签名传到才算数'],
    ['signed', 'waiting', true, ''],
    ['mark', 'waiting', true, '告知单：不会写字，按手印或拍照，等照片传到才算数'],
    ['paper', 'waiting', true, '告知单：纸质告知单拍照，等照片传到才算数'],
    ['paper', 'received', true, '告知单：纸质告知单拍照，等照片传到才算数'],
    ['paper', 'backed_up', false, '告知单：纸质告知单拍照'],
    ['refused', 'received', false, '告知单：已当面说明，拒绝签字'],
    [null, 'received', true, ''],
    [undefined, 'received', true, ''],
  ] as const)('%s, %s, its picture unsent: %s', (way, state, isUnsent, words) => {
    expect(slipWords({ way, state }, isUnsent)).toBe(words)
  })

  it('which picture it stands on, and no other', () => {
    const blobs = ['first', 'photo']

    expect(standsOn({ way: 'paper', blobs })).toBe('first')
    expect(standsOn({ way: 'refused', blobs })).toBeUndefined()
    expect(standsOn({ way: null, blobs })).toBeUndefined()
  })
})

it('a refusal says for whom each way is, and whether its door counts', () => {
  expect(refusalWords('refused', false)).toBe('听完了、不肯签字的选这项：要写见证人和原因，这一户仍算未覆盖')
  expect(refusalWords(null, true)).toBe('不开门、不愿听的选这项：没有告知单，有见证人的计入覆盖')
})
