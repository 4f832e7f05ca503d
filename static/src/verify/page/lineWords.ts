// What the page says of each part of a file.
import { formatAccuracy, minuteUp } from '@shared/words'
import type { KeyList } from '../format/keys'
import type { Print } from '../format/print'
import type { SlipRecord } from '../format/records'
import type { Field, Finding, Findings } from '../format/slipFile'
import { type Told, standingOf } from '../reading/notice'
import type { Tone } from './marks'
import { standingWords } from './standing'
import { momentOf, sealWords } from './words'

export const FIELD_WORDS: Readonly<Record<Field, string>> = { text: '告知单文字', signer: '签名人', witness: '见证人', reason: '原因', place: '地点' }

export interface Line {
  id: string
  name: string
  tone: Tone
  words: string
}

const TONES: Readonly<Record<Finding, Tone>> = {
  good: 'good', bad: 'bad', missing: 'wait', none: 'quiet', refuted: 'bad', untimely: 'bad', later: 'wait', overdue: 'wait', unchecked: 'quiet', void: 'quiet',
}
const VOID = '封存不符，这一项核对不出什么'

/** Why a part is not in the file: only the county can say, and only of the whole. */
function missingWords(told: Told): string {
  const standing = standingOf(told)
  if (standing?.contents === 'removed') return '这份文件里没有。县里答复：已依规删除，不能再核对'
  if (standing?.contents === 'kept') return '这份文件里没有，可能是依规删除，也可能是被人去掉；县里还存着这份告知单，请向县里要一份完整的再核对'
  return '这份文件里没有这一部分，可能是依规删除，也可能是被人去掉，不能核对'
}

interface Words extends Partial<Record<Finding, string>> {
  good: string
}

const lineFor = (told: Told) => (id: string, name: string, finding: Finding, words: Words): Line => {
  const said = { missing: missingWords(told), void: VOID, ...words }[finding]
  return { id, name, tone: TONES[finding], words: said ?? '' }
}

const namesOf = (found: Findings, wanted: Finding) =>
  (Object.entries(found.fields) as [Field, Finding][]).filter(([, finding]) => finding === wanted).map(([name]) => FIELD_WORDS[name])

function contentLines(found: Findings, told: Told): Line[] {
  const line = lineFor(told)
  const differing = namesOf(found, 'bad')
  if (found.notice === 'bad') differing.push('告知单样文')
  const finding = differing.length ? 'bad' : found.fields.text
  const content = line('content', '内容', finding, {
    good: `${namesOf(found, 'good').join('、')}与封存时一致`,
    bad: `${differing.join('、')}与封存的不一致`,
    none: '没有文字',
  })
  const missing = namesOf(found, 'missing')
  // Where the words themselves are missing, their line says it already.
  const rest = missing.length > 0 && finding !== 'missing'
  return rest ? [content, { ...line('missing', '缺的', 'missing', { good: '' }), words: `${missing.join('、')}：${missingWords(told)}` }] : [content]
}

const pictureWord = (record: SlipRecord | null) => (record?.statement.proof ? '凭证照片' : '签名图片')

const DEVICE: Words = {
  good: '是记录里那部手机签的',
  bad: '与记录里那部手机的不符',
  none: '没有：这部手机没有绑定',
  refuted: '对不上：县里收到时核对过，不是所写的那部手机签的，或没有签',
  unchecked: '县里收到时核对过，是这部手机签的；这份文件里没有这部手机的公钥，本页不能再核对',
}
const DAY: Words = {
  good: '在当日总账里，总账也是县里的密钥封存的',
  bad: '与当日总账对不上',
  untimely: '当日总账用的密钥，在所写的时间不是县里正在用的密钥，可能是拿到旧密钥的人做的，不能凭它相信',
  later: '文件里没有带当日总账：可能取文件时还没有结出，也可能被人去掉，本页看不出是哪一种。过一天再向县里取一份文件，就能核对',
  overdue: '文件里没有带当日总账：可能是当天取的文件，那时还没有结出，也可能被人去掉，本页看不出是哪一种。那一天现在应已结账，请向县里重新取一份文件再核对',
}

/** Of a slip whose record the office put right: the phone's own signature is of what it had handed in. */
export const REPAIRED = '手机交来的记录先被搁置，经办公室补正后才采纳，是哪一户、什么结果可能是办公室认定的'

/** Of the pages of a PDF. */
export function pagesLine({ pages, at_ms }: Print): Line {
  const line = lineFor('unasked')('pages', 'PDF 页面', pages, {
    good: `县里 ${at_ms === null ? '' : momentOf(new Date(at_ms))} 打印的，整个 PDF 没有改动过`,
    bad: 'PDF 从县里打印以后被改动过，页面上印的不能相信，以下面显示的为准',
    untimely: '打印用的密钥，在所写的时间不是县里正在用的密钥；页面上印的不能相信，以下面显示的为准',
    unchecked: '没有核对：这个 PDF 没有带着县里打印时的封条，可能另存过，也可能被改过。页面上印的字，请与下面逐字对照，以下面为准',
  })
  return pages === 'unchecked' ? { ...line, tone: 'wait' } : line
}

/** What came of each part, in the order in which it is read. */
export function linesOf(found: Findings, keys: KeyList, told: Told): Line[] {
  const [picture, line] = [pictureWord(found.record), lineFor(told)]
  const lines = [
    ...contentLines(found, told),
    line('strokes', '签字笔迹', found.strokes, {
      good: '每一笔的走向和快慢与封存时一致', bad: '与封存的不一致', none: '这种方式没有屏幕签字',
    }),
    line('picture', '图片', found.picture, { good: `${picture}与封存时一致`, bad: `${picture}与封存的不一致`, none: '没有图片' }),
    line('device', '手机签名', found.device, DEVICE),
    { id: 'seal', name: '封存', tone: found.seal === 'good' ? 'good' : 'bad', words: sealWords(found.seal, keys, found.record?.key) } as Line,
    line('day', '当日总账', found.day, DAY),
  ]
  if (found.code !== 'none') lines.push(line('code', '二维码', found.code, { good: '就是这份告知单的码', bad: '不是这份文件的码，两样不能放在一起作凭据' }))
  return found.seal === 'good' ? [...lines, { id: 'standing', name: '走访', ...standingWords(told) }] : lines
}

/** When it was made, as far as that is known. */
export function intervalWords({ interval }: SlipRecord): string {
  const { earliest, best, latest } = interval
  if (momentOf(earliest ?? latest) === momentOf(latest) && earliest) return momentOf(latest)
  const until = momentOf(minuteUp(latest))
  const between = earliest ? `在 ${momentOf(earliest)} 与 ${until} 之间` : `不晚于 ${until}`
  return best ? `约 ${momentOf(best)}（${between}）` : between
}

/** A place as a map would have it. */
export function placeWords(text: string): string {
  const [lat, lon, accuracy] = text.split(',').map(Number)
  if (lat === undefined || lon === undefined || accuracy === undefined || ![lat, lon, accuracy].every(Number.isFinite)) return text
  return `北纬 ${(lat / 1e6).toFixed(6)}，东经 ${(lon / 1e6).toFixed(6)}，${formatAccuracy(accuracy)}`
}
