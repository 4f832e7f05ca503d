// What the page says of each part of a file.
import { formatAccuracy } from '@shared/words'
import type { SlipRecord } from '../format/records'
import type { Field, Finding, Findings } from '../format/slipFile'
import type { Tone } from './marks'
import { BAD_SEAL, UNKNOWN_KEY, momentOf } from './words'

export const SHOWN_BY_FILE = '说明：下面显示的内容从封存时起没有变过；是在那时由县里的密钥封存的。'
export const SHOWN_OF_REMOVED = '说明：县里在那时封存过这一份告知单。内容已按规定删除，文字和签字都不能再核对。'

const FIELD_WORDS: Readonly<Record<Field, string>> = { text: '告知单文字', signer: '签名人', witness: '见证人', reason: '原因', place: '地点' }

export interface Line {
  id: string
  name: string
  tone: Tone
  words: string
}

const TONES: Readonly<Record<Finding, Tone>> = {
  good: 'good', bad: 'bad', removed: 'quiet', none: 'quiet', later: 'wait', unchecked: 'quiet', void: 'quiet',
}
const REMOVED = '已按规定删除，不能再核对；封存不受影响'
const VOID = '封存不符，这一项核对不出什么'

function line(id: string, name: string, finding: Finding, words: Partial<Record<Finding, string>>): Line {
  const said = { removed: REMOVED, void: VOID, ...words }[finding]
  return { id, name, tone: TONES[finding], words: said ?? '' }
}

function contentLine({ fields, notice }: Findings): Line {
  const found = Object.entries(fields) as [Field, Finding][]
  const differing = found.filter(([, finding]) => finding === 'bad').map(([name]) => FIELD_WORDS[name])
  if (notice === 'bad') differing.push('告知单样文')
  const parts = found.filter(([, finding]) => finding === 'good').map(([name]) => FIELD_WORDS[name])
  const finding = differing.length ? 'bad' : fields.text
  return line('content', '内容', finding, {
    good: `${parts.join('、')}与封存时一致`,
    bad: `${differing.join('、')}与封存的不一致`,
    none: '没有文字',
  })
}

const pictureWord = (record: SlipRecord | null) => (record?.statement.proof ? '凭证照片' : '签名图片')

function deviceWords(record: SlipRecord | null): string {
  const judged = record?.device_sig_good === 'yes' ? '县里收到时核对过，是这部手机签的' : '县里收到时核对过，对不上'
  return `${judged}；文件里没有这部手机的公钥，本页不能再核对`
}

/** What came of each part, in the order in which it is read. */
export function linesOf(found: Findings): Line[] {
  const picture = pictureWord(found.record)
  const sealed = { good: '县里的密钥封存的，没有改动过', bad: BAD_SEAL, unknown_key: UNKNOWN_KEY }[found.seal]
  const lines = [
    contentLine(found),
    line('strokes', '签字笔迹', found.strokes, {
      good: '每一笔的走向和快慢与封存时一致', bad: '与封存的不一致', none: '这种方式没有屏幕签字',
    }),
    line('picture', '图片', found.picture, { good: `${picture}与封存时一致`, bad: `${picture}与封存的不一致`, none: '没有图片' }),
    line('device', '手机签名', found.device, {
      good: '是记录里那部手机签的', bad: '与记录里那部手机的不符', none: '没有：这部手机没有绑定', unchecked: deviceWords(found.record),
    }),
    { id: 'seal', name: '封存', tone: found.seal === 'good' ? 'good' : 'bad', words: sealed } as Line,
    line('day', '当日总账', found.day, {
      good: '在当日总账里，总账也是县里的密钥封存的', bad: '与当日总账对不上', later: '文件取出时当日总账还没有结出；过一天再取文件，就能核对',
    }),
  ]
  const code = line('code', '二维码', found.code, { good: '就是这份告知单的码', bad: '不是这份文件的码，两样不能放在一起作凭据' })
  return found.code === 'none' ? lines : [...lines, code]
}

/** All of it in a few words. */
export function verdictOf(found: Findings): { tone: Tone; words: string } {
  if (found.seal === 'unknown_key') return { tone: 'wait', words: '不认识的密钥' }
  const parts = [...Object.values(found.fields), found.notice, found.strokes, found.picture, found.device, found.day]
  if (found.seal === 'bad') return { tone: 'bad', words: '封存不符' }
  if (found.code === 'bad') return { tone: 'bad', words: '二维码和文件不是一份' }
  if (parts.includes('bad')) return { tone: 'bad', words: '有不符的地方' }
  if (parts.includes('removed')) return { tone: 'good', words: '封存有效，部分内容已按规定删除' }
  return { tone: 'good', words: '核对无误' }
}

/** When it was made, as far as that is known. */
export function intervalWords({ interval }: SlipRecord): string {
  const { earliest, best, latest } = interval
  if (momentOf(earliest ?? latest) === momentOf(latest) && earliest) return momentOf(latest)
  const between = earliest ? `在 ${momentOf(earliest)} 与 ${momentOf(latest)} 之间` : `不晚于 ${momentOf(latest)}`
  return best ? `约 ${momentOf(best)}（${between}）` : between
}

/** A place as a map would have it. */
export function placeWords(text: string): string {
  const [lat, lon, accuracy] = text.split(',').map(Number)
  if (lat === undefined || lon === undefined || accuracy === undefined || ![lat, lon, accuracy].every(Number.isFinite)) return text
  return `北纬 ${(lat / 1e6).toFixed(6)}，东经 ${(lon / 1e6).toFixed(6)}，${formatAccuracy(accuracy)}`
}
