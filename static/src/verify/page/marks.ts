// A mark and its tone, never alone: words stand beside it.
import { draw } from './el'

export type Tone = 'good' | 'bad' | 'wait' | 'quiet'

const PATHS: Record<Tone, string> = {
  good: 'M5 12.5l4.5 4.5L19 7.5',
  bad: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  wait: 'M12 6v7.5M12 17.2v.6',
  quiet: 'M7 12h10',
}

export function mark(tone: Tone): SVGElement {
  return draw('svg', { class: `mark ${tone}`, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, draw('path', { d: PATHS[tone] }))
}
