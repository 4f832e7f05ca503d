// Whether the visit was taken back since, or never accepted: no file and no code knows it, only the county does.
import { type Standing, type Told, standingOf } from '../reading/notice'
import { isSavedFile } from '../reading/offline'
import { el } from './el'
import type { Tone } from './marks'
import { momentOf } from './words'

/** What the page knows of the county, and how it asks. */
export interface County {
  told: Told
  ask: () => void
}

const SAID: Readonly<Record<Exclude<Told, object | null>, [Tone, string]>> = {
  unasked: ['quiet', '还没有查，这要联网问县里'],
  asking: ['quiet', '正在问县里…'],
  unknown: ['wait', '县里查不到这一份的记录，请向派出所或县公安局查询'],
  changed: ['bad', '核对不通过：县里现在存的封存记录，已经不是这个码封存的那一份。请向县公安局查询'],
  wait: ['quiet', '没有查到：这个网络查得太多了，过几分钟再查'],
  failed: ['quiet', '没有查到：县里的服务器暂时答不上来'],
}

export function standingWords(told: Told): { tone: Tone; words: string } {
  if (told === null) return { tone: 'quiet', words: '没有查到：现在没有网络' }
  const uncounted = uncountedOf(told)
  if (uncounted) return { tone: 'wait', words: uncounted.headline }
  if (typeof told === 'object') return { tone: 'good', words: `县里答复：${told.review ? `核对后已采纳${when(told.reviewed_at)}，` : ''}到现在没有撤回` }
  const [tone, words] = SAID[told]
  return { tone, words }
}

const when = (at: string | null) => (at ? `（${momentOf(at)}）` : '')

/** Why a visit does not count, for the headline and for the sentence below it. */
interface Uncounted {
  id: string
  headline: string
  note: string
}

function whyUncounted({ withdrawn_at, review, reviewed_at }: Standing): Uncounted | null {
  if (withdrawn_at) return { id: 'withdrawn', headline: '这次走访已撤回', note: `县里在 ${momentOf(withdrawn_at)} 撤回了这次走访，不再算作走访过。` }
  if (review === 'waiting') return { id: 'waiting', headline: '这条记录还在待核对，暂时不算数', note: '县里核对采纳以后，才算走访过。' }
  if (review === 'refused') return { id: 'refused', headline: '这条记录经核对没有采纳', note: `经核对没有采纳${when(reviewed_at)}，不算走访过。` }
  return null
}

/** As the county answered; null where it counts, or where nobody knows. */
export function uncountedOf(told: Told): Uncounted | null {
  const standing = standingOf(told)
  return standing && whyUncounted(standing)
}

/** Why it does not count, to stand right below the headline. */
export function uncountedNote({ told }: County): HTMLElement | null {
  const uncounted = uncountedOf(told)
  return uncounted && el('p', { class: 'said wait', 'data-testid': uncounted.id }, `${uncounted.note}封存的内容没有变。`)
}

/** A way to ask, where nobody did; what is sent is what anybody can read off the paper. */
export function askNote({ told, ask }: County): HTMLElement | null {
  if (told !== 'unasked') return null
  if (isSavedFile()) return el('p', { class: 'meaning' }, '存下来的网页不能上网查这次走访还算不算数；请用手机扫告知单上的二维码。')
  return el('div', { class: 'county-asked' },
    el('button', { type: 'button', 'data-testid': 'ask-county', on: { click: ask } }, '联网查这次走访还算不算数'),
    el('p', { class: 'meaning' }, '只把二维码里的那串字母发给县里，不发姓名和内容。'))
}
