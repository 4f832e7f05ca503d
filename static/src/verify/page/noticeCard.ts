// The resident's copy: the notice as everybody got it, without anybody's data.
import { AUDIENCES, BLANKS } from '@shared/notice'
import { wordFor } from '@shared/words'
import type { Answer, Notice } from '../reading/notice'
import { el } from './el'

const SAID = {
  unknown: '封存是真的，但县里现在查不到这一份的记录。请向派出所或县公安局查询。',
  changed: '封存是真的，但县里现在存的封存记录已经被改动过，县里关于这一份说的都不能相信。请向县公安局查询。',
  failed: '县里的服务器暂时答不上来，查不到告知单的样文和这次走访还算不算数。封存的核对不受影响；请过一会儿再打开一次。',
  wait: '这个网络查得太多了，请过几分钟再打开。封存的核对不受影响。',
}
const OFFLINE = '现在没有网络，查不到告知单的样文，也查不到这次走访还算不算数。封存的核对不受影响；有网络时再打开一次。'

// What is filled in at the door is in nobody's copy but the household's own.
const unfilled = (body: string) => body.replace(/\{([a-z_]+)\}/g, (whole, name: string) => (name in BLANKS ? '＿＿＿＿' : whole))

const saying = (text: string) => el('section', { class: 'card', 'data-testid': 'notice' }, el('p', {}, text))

const CONTENTS = {
  kept: '',
  removed: '县里答复：这份告知单的内容已依规删除，只留下封存的记录。',
  missing: '县里恢复过备份，这份告知单的内容还在等手机补传。封存的记录在；过几天再查。',
}

function words({ campaign, audience, version, title, body }: Notice): HTMLElement[] {
  const which = [campaign, wordFor(AUDIENCES, audience), `第 ${version} 版`].join(' · ')
  return [
    el('h2', {}, '告知单的样文'),
    el('p', { class: 'meaning' }, `${which}。填写的姓名、地址不在这里显示。`),
    el('h3', {}, title),
    el('p', { class: 'paper q-printed' }, unfilled(body)),
  ]
}

export function noticeCard(answer: Answer): HTMLElement | null {
  if (answer === null) return saying(OFFLINE)
  if (typeof answer === 'string') return saying(SAID[answer])
  const { notice, contents } = answer
  const kept = CONTENTS[contents]
  if (!kept && !notice) return null
  return el('section', { class: 'card', 'data-testid': 'notice' },
    kept && el('p', { class: 'said quiet', 'data-testid': contents }, kept),
    ...(notice ? words(notice) : []))
}
