// What is at hand: the code, the file, and a way to begin with another slip.
import { el } from './el'

export function hand(has_code: boolean, file: string | null, again: () => void): HTMLElement | null {
  if (!has_code && file === null) return null
  const things = [has_code && '二维码', file !== null && `文件 ${file}`].filter((one): one is string => Boolean(one))
  return el('p', { class: 'hand', 'data-testid': 'hand' },
    el('span', {}, `核对的是：${things.join('，')}`),
    el('button', { type: 'button', class: 'plain', on: { click: again } }, '核对另一份'))
}
