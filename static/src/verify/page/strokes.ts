// Draws how the pen moved, from the strokes themselves and not from a picture of them.
import type { Strokes } from '../format/slipFile'
import { draw } from './el'

const ROOM = 12

export function drawing(strokes: Strokes): SVGElement {
  const points = strokes.flat()
  const across = points.map(([x]) => x)
  const down = points.map(([, y]) => y)
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity) - ROOM
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity) + ROOM
  const box = [least(across), least(down), most(across) - least(across), most(down) - least(down)]
  // A dot is a line of no length; its round ends show it.
  const path = (stroke: Strokes[number]) => `M${stroke.map(([x, y]) => `${x} ${y}`).join('L')}${stroke.length === 1 ? 'h0' : ''}`
  return draw('svg', { class: 'strokes q-printed', viewBox: box.join(' '), role: 'img', 'aria-label': '签字笔迹' },
    ...strokes.map((stroke) => draw('path', { d: path(stroke) })))
}
