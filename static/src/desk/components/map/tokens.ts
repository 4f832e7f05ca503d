// The colours of the map, read from the one token file.
import type { StepName } from '../../domain/figures'

export interface MapColours {
  ink: string
  paper: string
  press: string
  line: string
  step: (name: StepName) => string
}

export function mapColours(): MapColours {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: token('--q-ink'),
    paper: token('--q-paper'),
    press: token('--q-press'),
    line: token('--q-ink-faint'),
    step: (name) => token(`--q-step-${name}`),
  }
}
