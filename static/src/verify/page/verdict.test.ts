// What stands in large letters: green only where nothing is missing, wrong or unchecked.
import { describe, expect, it } from 'vitest'
import { HELD, KEYS, caseOf, fileOf } from '../format/held'
import { readCode } from '../format/code'
import { type Finding, judgeFile } from '../format/slipFile'
import type { Standing, Told } from '../reading/notice'
import { linesOf } from './lineWords'
import { verdictOf, verdictOfCode } from './verdict'

const THEN = Date.parse('2026-11-27T10:00:00Z')
const judged = (name: string) => {
  const one = caseOf(name)
  return judgeFile(fileOf(one), KEYS, one.code === null ? null : readCode(one.code), THEN)
}
const verdict = (name: string, told: Told = 'unasked', pages: Finding = 'none') => verdictOf(judged(name), told, pages)
const stands: Standing = { notice: null, withdrawn_at: null, review: null, reviewed_at: null, contents: 'kept' }
const withdrawn: Told = { ...stands, withdrawn_at: '2026-11-27T01:00:00Z' }
const waiting: Told = { ...stands, review: 'waiting' }
const reviewed = (review: 'refused' | 'accepted'): Standing => ({ ...stands, review, reviewed_at: '2026-11-27T01:00:00Z' })

describe('the headline of a file', () => {
  it.each(HELD.cases.map((one) => [one.name, one] as const))('is green only where nothing is wrong or missing: %s', (_, one) => {
    const found = Object.entries(one.found).filter(([, finding]) => !['good', 'none', 'unchecked'].includes(finding))
    expect(verdict(one.name).tone === 'good').toBe(found.length === 0)
  })

  it.each([
    ['as it was sealed', 'good', '封存的内容核对无误'],
    ['without what it opens', 'wait', '封存有效，但文件里缺了：告知单文字、签名人、地点、签字笔迹、图片'],
    ['without the place, whose time ended first', 'wait', '封存有效，但文件里缺了：地点'],
    ['by a phone that the county did not believe', 'bad', '有不符的地方：手机签名'],
    ['the same, without its key', 'bad', '有不符的地方：手机签名'],
    ["by the key that was the county's until that noon", 'bad', '有不符的地方：当日总账'],
    ['by the former key, days after', 'bad', '封存用的是停用了的旧密钥'],
    ['by the next key, before it was', 'bad', '封存的时间不可信'],
    ["a stranger's", 'wait', '不认识的密钥'],
    ['changed: place', 'bad', '有不符的地方：地点'],
  ])('%s', (name, tone, words) => {
    expect(verdict(name)).toEqual({ tone, words })
  })

  it('says of a PDF what was checked, and never its pages unless they were', () => {
    expect(verdict('as it was sealed', stands, 'unchecked')).toEqual({ tone: 'wait', words: '附带的数据核对无误，印的页面没有核对' })
    expect(verdict('as it was sealed', stands, 'good')).toEqual({ tone: 'good', words: '封存的内容和 PDF 都核对无误' })
    for (const pages of ['bad', 'untimely'] as const) {
      expect(verdict('as it was sealed', stands, pages)).toEqual({ tone: 'bad', words: '有不符的地方：PDF 页面' })
    }
  })

  it('is not green without the day, and says what that may be', () => {
    const [said, overdue] = ['；当日总账要过零点才签，过一天重新取一份，就能一并核对', '，但缺了当日总账：那一天应已结账，请重新取文件核对']
    const open = judged('before its day is closed')
    const closed = { ...open, day: 'overdue' } as const
    for (const [pages, words] of [['none', '封存的内容核对无误'], ['good', '封存的内容和 PDF 都核对无误']] as const) {
      expect(verdictOf(open, stands, pages)).toEqual({ tone: 'wait', words: `${words}${said}` })
      expect(verdictOf(closed, stands, pages)).toEqual({ tone: 'wait', words: `${words}${overdue}` })
    }
    expect(verdictOf(closed, stands, 'unchecked').words).toBe('附带的数据核对无误，印的页面没有核对；缺了当日总账：那一天应已结账，请重新取文件核对')
    const emptied = { ...judged('without the strokes'), day: 'overdue' } as const
    expect(verdictOf(emptied, stands, 'none').words).toBe('封存有效，但文件里缺了：签字笔迹、当日总账')
  })

  it('begins with what the county says now', () => {
    expect(verdict('as it was sealed', withdrawn)).toEqual({ tone: 'wait', words: '这次走访已撤回；封存的内容核对无误' })
    expect(verdict('without what it opens', withdrawn).words).toMatch(/^这次走访已撤回；/)
    expect(verdict('as it was sealed', 'unknown')).toEqual({ tone: 'wait', words: '县里查不到这一份；封存的内容核对无误' })
    expect(verdictOfCode('good', 'changed')).toEqual({ tone: 'bad', words: '县里存的记录被改动过；封存有效' })
    expect(verdictOfCode('good', withdrawn)).toEqual({ tone: 'wait', words: '这次走访已撤回；封存有效' })
    expect(verdictOfCode('good', waiting)).toEqual({ tone: 'wait', words: '这条记录还在待核对，暂时不算数；封存有效' })
    expect(verdictOfCode('good', reviewed('refused'))).toEqual({ tone: 'wait', words: '这条记录经核对没有采纳；封存有效' })
    expect(verdict('as it was sealed', waiting)).toEqual({ tone: 'wait', words: '这条记录还在待核对，暂时不算数；封存的内容核对无误' })
    expect(verdictOfCode('good', reviewed('accepted'))).toEqual({ tone: 'good', words: '封存有效' })
    expect(verdictOfCode('good', stands)).toEqual({ tone: 'good', words: '封存有效' })
    expect(verdictOfCode('former_key', stands).tone).toBe('bad')
  })
})

describe('the lines of a file', () => {
  const words = (name: string, id: string, told: Told = 'unasked') =>
    linesOf(judged(name), KEYS, told).find((one) => one.id === id)?.words ?? ''
  const removed: Told = { ...stands, contents: 'removed' }

  it('call nothing removed by rule but on the word of the county', () => {
    for (const told of ['unasked', 'asking', 'unknown', 'failed', null, stands] as const) {
      expect(words('without what it opens', 'content', told)).toMatch('可能是依规删除，也可能是被人去掉')
    }
    expect(words('without what it opens', 'content', removed)).toBe('这份文件里没有。县里答复：已依规删除，不能再核对')
  })

  it('do not say of a day that is missing which of both it is', () => {
    const open = judged('before its day is closed')
    for (const day of ['later', 'overdue'] as const) {
      const line = linesOf({ ...open, day }, KEYS, 'unasked').find((one) => one.id === 'day')
      expect(line).toMatchObject({ tone: 'wait', words: expect.stringMatching(/可能.*还没有结出，也可能被人去掉/) as string })
    }
  })

  it.each([
    ['stands', stands, 'good', '县里答复：到现在没有撤回'],
    ['withdrawn', withdrawn, 'wait', '这次走访已撤回'],
    ['waiting', waiting, 'wait', '这条记录还在待核对，暂时不算数'],
    ['refused', reviewed('refused'), 'wait', '这条记录经核对没有采纳'],
    ['taken back after it was refused', { ...reviewed('refused'), withdrawn_at: '2026-11-28T01:00:00Z' }, 'wait', '这次走访已撤回'],
    ['accepted', reviewed('accepted'), 'good', '县里答复：核对后已采纳（2026年11月27日 09:00），到现在没有撤回'],
  ] as const)('tell a review from a withdrawal: %s', (_, told, tone, said) => {
    const line = linesOf(judged('as it was sealed'), KEYS, told).find((one) => one.id === 'standing')
    expect(line).toEqual({ id: 'standing', name: '走访', tone, words: said })
  })

  it('name the part that is missing', () => {
    expect(words('without the place, whose time ended first', 'missing')).toMatch(/^地点：/)
    expect(words('as it was sealed', 'missing')).toBe('')
  })

  it('name a former key, in its time and outside it', () => {
    expect(words('as it was sealed', 'seal')).toMatch('县里从 2026年12月1日 18:00 起换用新密钥')
    expect(words('by the next key', 'seal')).toBe('县里的密钥封存的，没有改动过')
    expect(words('by the former key, days after', 'seal')).toMatch('用的却是旧密钥')
    expect(words('by the next key, before it was', 'seal')).toMatch('比这把密钥第一次使用')
    expect(words("by the key that was the county's until that noon", 'day')).toMatch('不是县里正在用的密钥')
  })
})
