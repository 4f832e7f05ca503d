// What is written into an area follows from how wide it is.
import { expect, test } from 'vitest'
import { areaName } from './areaName'

test.each([
  [200, '新庄村\n差 404 户', false],
  [70, '新庄村\n差 404 户', false],
  [60, '新庄村', true],
  [23, '新庄村', true],
  [20, null, null],
])('an area %i wide', (room, words, reaches) => {
  expect(areaName('新庄村', '差 404 户', room, 13)).toEqual(words === null ? null : { words, reaches })
})

test('a name that is too long for its area has two lines, where it says what it is', () => {
  expect(areaName('瑞市居委会', '差 663 户', 70, 13)?.words).toBe('瑞市居委会\n差 663 户')
  expect(areaName('瑞市居委会', '差 663 户', 25, 13)).toEqual({ words: '瑞市\n居委会', reaches: true })
  expect(areaName('城北社区居民委员会', '差 4 户', 70, 13)?.words).toBe('城北社区\n居民委员会\n差 4 户')
  expect(areaName('新桥头李家湾村', '差 4 户', 70, 13)?.words).toBe('新桥头李\n家湾村\n差 4 户')
})
