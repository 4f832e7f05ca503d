// What no root holds yet: why there is none, when there will be one, and what to do.
import { formatCount, formatDay } from '@shared/words'
import { dayAfter } from './days'
import type { OpenDay } from './records'

/** Why the next root is not there yet, and when it will be. */
export function openWords({ since, is_over: isOver, sealed, unsealed, has_key: hasKey }: OpenDay): string {
  const waiting = unsealed ? `${formatCount(unsealed)} 份签收完整的告知单等待封存` : ''
  if (!hasKey) return `${waiting ? `${waiting}。` : ''}服务器上没有县密钥，封存不了，也结不了账：请管理员在服务器上运行 flask make-key。`
  if (since === null) return waiting ? `${waiting}，封存的当天过完以后有总账；一直没有，请管理员在服务器上运行 flask seal-slips。` : '还没有告知单要封存。有签收完整的告知单后，封存的当天过完，就有那一天的总账。'
  const so = `${formatDay(since)}${isOver ? '起' : ''}已封存 ${formatCount(sealed)} 份${waiting ? `，另有 ${waiting}` : ''}`
  if (isOver) return `${so}；这一天已过完，服务器正在结账，请过一会儿再看；一直没有，请管理员在服务器上运行 flask seal-slips。`
  return `${so}；今天 24 点过完后结账，${formatDay(dayAfter(since, 1))}来看，就有 ${formatDay(since)}的总账。`
}
