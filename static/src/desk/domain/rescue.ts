// A file that a phone exported: whether it is one, and what became of what was in it.
import { formatCount, formatMoment } from '@shared/words'
import type { Rescued } from './records'

/** What the file holds; null when no phone of ours wrote it. */
export function readRescue(text: string): object | null {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null && 'format' in said && said.format === 'qiaomen-rescue' ? said : null
  } catch {
    // Whatever else somebody may pick by mistake is no JSON.
    return null
  }
}

export function rescueWords(rescued: Rescued): string {
  const { worker_name, exported_at, total } = rescued
  return `${worker_name}的手机导出于 ${formatMoment(exported_at)}：共 ${formatCount(total)} 条${outcomeWords(rescued)}`
}

function outcomeWords({ total, counts, blobs_refused: broken }: Rescued): string {
  const pictures = broken ? `，其中 ${formatCount(broken)} 张图片损坏未收` : ''
  if (total > 0 && counts.duplicate === total) return `，全部此前已收${pictures}`
  const aside = counts.needs_review + counts.quarantined
  const parts = [`新收 ${formatCount(counts.created)} 条`, `此前已收 ${formatCount(counts.duplicate)} 条`, `待核对 ${formatCount(aside)} 条`]
  if (counts.conflict) parts.push(`与已收的内容不一致 ${formatCount(counts.conflict)} 条`)
  return total > 0 ? `，${parts.join('，')}${pictures}` : pictures
}
