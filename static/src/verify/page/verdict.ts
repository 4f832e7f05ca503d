// All of it in a few words, the most serious first: they stand in large letters, and some will read nothing else.
import type { Sealed } from '../format/keys'
import type { Field, Finding, Findings } from '../format/slipFile'
import type { Told } from '../reading/notice'
import { FIELD_WORDS } from './lineWords'
import type { Tone } from './marks'
import { uncountedOf } from './standing'

export interface Verdict {
  tone: Tone
  words: string
}

const SEALS: Readonly<Record<Exclude<Sealed, 'good'>, Verdict>> = {
  bad: { tone: 'bad', words: '封存不符' },
  unknown_key: { tone: 'wait', words: '不认识的密钥' },
  former_key: { tone: 'bad', words: '封存用的是停用了的旧密钥' },
  early_key: { tone: 'bad', words: '封存的时间不可信' },
}

const WRONG: readonly Finding[] = ['bad', 'refuted', 'untimely']

function partsOf(found: Findings, pages: Finding): [string, Finding][] {
  const { fields, notice, strokes, picture, device, day } = found
  const content = (Object.entries(fields) as [Field, Finding][]).map(([name, finding]): [string, Finding] => [FIELD_WORDS[name], finding])
  return [
    ...content, ['告知单样文', notice], ['签字笔迹', strokes], ['图片', picture],
    ['手机签名', device], ['当日总账', day], ['PDF 页面', pages],
  ]
}

const named = (parts: [string, Finding][], findings: readonly Finding[]) =>
  parts.filter(([, finding]) => findings.includes(finding)).map(([name]) => name).join('、')

// Whatever the county says afterwards comes before what was sealed.
function afterwards(told: Told, rest: Verdict): Verdict {
  const uncounted = uncountedOf(told)
  if (uncounted) return { tone: 'wait', words: `${uncounted.headline}；${rest.words}` }
  if (told === 'unknown') return { tone: 'wait', words: `县里查不到这一份；${rest.words}` }
  if (told === 'changed') return { tone: 'bad', words: `县里存的记录被改动过；${rest.words}` }
  return rest
}

/** Of a code alone. */
export function verdictOfCode(sealed: Sealed, told: Told): Verdict {
  return sealed === 'good' ? afterwards(told, { tone: 'good', words: '封存有效' }) : SEALS[sealed]
}

/** Of a file, and of the pages of the PDF that it was in. */
export function verdictOf(found: Findings, told: Told, pages: Finding): Verdict {
  if (found.seal !== 'good') return SEALS[found.seal]
  if (found.code === 'bad') return { tone: 'bad', words: '二维码和文件不是一份' }
  const parts = partsOf(found, pages)
  const wrong = named(parts, WRONG)
  if (wrong) return { tone: 'bad', words: `有不符的地方：${wrong}` }
  return afterwards(told, whole(parts, pages, WITHOUT_DAY[found.day] ?? ''))
}

// Nothing in the file is wrong; but without its day nobody can tell by it that the slip was not made later.
const WITHOUT_DAY: Partial<Record<Finding, string>> = {
  // On the slip's own day that is as it should be, and nothing to be afraid of.
  later: '；当日总账要过零点才签，过一天重新取一份，就能一并核对',
  overdue: '，但缺了当日总账：那一天应已结账，请重新取文件核对',
}

function whole(parts: [string, Finding][], pages: Finding, without_day: string): Verdict {
  if (named(parts, ['missing'])) return { tone: 'wait', words: `封存有效，但文件里缺了：${named(parts, ['missing', 'later', 'overdue'])}` }
  if (pages === 'unchecked') return { tone: 'wait', words: `附带的数据核对无误，印的页面没有核对${without_day.replace('，但', '；')}` }
  const words = pages === 'good' ? '封存的内容和 PDF 都核对无误' : '封存的内容核对无误'
  return { tone: without_day ? 'wait' : 'good', words: `${words}${without_day}` }
}
