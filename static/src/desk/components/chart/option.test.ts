// The axis of a chart that counts doors or cases: drawn, and its figures read.
import { LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LegacyGridContainLabel } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { expect, test } from 'vitest'
import { formatShare } from '../../domain/denominator'
import type { Picture } from '../../domain/picture'
import { type Ink, optionOf } from './option'

use([LineChart, GridComponent, LegacyGridContainLabel, MarkAreaComponent, MarkLineComponent, SVGRenderer, TooltipComponent])

const INK: Ink = { ink: '#000', soft: '#111', faint: '#222', line: '#333', strong: '#444', guess: '#555', tint: '#666', ground: '#777', paper: '#fff', font: 'serif' }

/** What stands beside the upright axis. */
function ticks(points: (number | null)[], share: Partial<Picture> = {}): string[] {
  const days = points.map((_, at) => `2026-11-${String(at + 10)}`)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 800, height: 240 })
  chart.setOption(optionOf({ days, lines: [{ name: '发案', points, look: 'strong' }], format: String, ...share }, INK))
  const words = [...chart.renderToSVGString().matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1] ?? '')
  chart.dispose()
  return words.filter((word) => !word.includes('月'))
}

test.each([[0], [1], [2], [3], [5], [7], [9], [13], [27], [86], [1234]])('of at most %i it has whole figures alone', (most) => {
  const found = ticks([0, most, null])
  expect(found.length).toBeGreaterThan(1)
  expect(found.filter((word) => !/^\d+$/.test(word))).toEqual([])
  expect(new Set(found).size).toBe(found.length)
})

test.each([[0], [0.003], [0.02], [0.055], [0.1], [0.31], [0.97]])('of a share of at most %d it reaches a little above it, in several steps', (most) => {
  const found = ticks([0, most, null], { isShare: true, format: formatShare })
  expect(found.length).toBeGreaterThan(2)
  expect(new Set(found).size).toBe(found.length)
  // The highest figure that is written is below the top.
  expect(Math.max(...found.map(parseFloat)) / 100).toBeLessThanOrEqual(Math.max(most * 1.6, 0.02))
})
