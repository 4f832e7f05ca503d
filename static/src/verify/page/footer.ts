// Which keys this page knows, and the page as a file that needs no network.
import type { KeyList } from '../format/keys'
import { isSavedFile } from '../reading/offline'
import { el } from './el'
import { keyWords, momentOf } from './words'

const SAVED = '/S/qiaomen-verify.html'

export function footer(keys: KeyList | null): HTMLElement {
  const rows = (keys?.items ?? []).map((key) =>
    el('li', {}, el('code', {}, keyWords(key.id)), ` 自 ${momentOf(key.first_used_at)} 起`))
  return el('footer', {},
    rows.length > 0 && el('details', {},
      el('summary', {}, `${keys?.county ?? ''}的公钥（${rows.length} 把）`),
      el('p', {}, '可以和县里另外公布的号码对一对：'),
      el('ul', {}, ...rows)),
    !isSavedFile() && el('p', {}, el('a', { href: SAVED, download: true }, '把本页存成一个文件'), '，没有网络也能打开核对。'))
}
