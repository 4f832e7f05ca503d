// Whether the visit was taken back since: no file and no code knows it, only the county does.
import { type Told, standingOf } from '../reading/notice'
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
  if (typeof told === 'object') return told.withdrawn_at ? { tone: 'wait', words: '已撤回' } : { tone: 'good', words: '县里答复：到现在没有撤回' }
  const [tone, words] = SAID[told]
  return { tone, words }
}

/** When it was taken back, to stand right below the headline. */
export function withdrawnNote({ told }: County): HTMLElement | null {
  const at = standingOf(told)?.withdrawn_at
  return at ? el('p', { class: 'said wait', 'data-testid': 'withdrawn' }, `县里在 ${momentOf(at)} 撤回了这次走访，不再算作走访过。封存的内容没有变。`) : null
}

/** A way to ask, where nobody did; what is sent is what anybody can read off the paper. */
export function askNote({ told, ask }: County): HTMLElement | null {
  if (told !== 'unasked') return null
  if (isSavedFile()) return el('p', { class: 'meaning' }, '存下来的网页不能上网查有没有撤回；请用手机扫告知单上的二维码。')
  return el('div', { class: 'county-asked' },
    el('button', { type: 'button', 'data-testid': 'ask-county', on: { click: ask } }, '联网查有没有撤回'),
    el('p', { class: 'meaning' }, '只把二维码里的那串字母发给县里，不发姓名和内容。'))
}
