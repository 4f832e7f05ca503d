// A picture as the chart library takes it; colours and letters come from the one token file.
import { formatDay } from '@shared/words'
import type { EChartsCoreOption } from 'echarts/core'
import { type Look, type Picture, headings, rowsOf } from '../../domain/picture'

export interface Ink { ink: string, soft: string, faint: string, line: string, strong: string, guess: string, tint: string, ground: string, paper: string, font: string }

export function inkOf(element: Element): Ink {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--q-${name}`).trim()
  return {
    ink: token('ink'), soft: token('ink-soft'), faint: token('ink-faint'), line: token('line'), strong: token('step-4'),
    guess: token('step-3'), tint: token('step-2'), ground: token('ground'), paper: token('paper'), font: style.fontFamily,
  }
}

/** The height of a picture of shares reaches one in a hundred at least. */
const LEAST_SHARE = 0.01

const STYLES: Record<Look, (ink: Ink) => { color: string, width: number, type: 'solid' | 'dashed' }> = {
  strong: (ink) => ({ color: ink.strong, width: 3, type: 'solid' }),
  quiet: (ink) => ({ color: ink.soft, width: 2, type: 'dashed' }),
  guess: (ink) => ({ color: ink.guess, width: 2, type: 'dashed' }),
}

export function optionOf(picture: Picture, ink: Ink): EChartsCoreOption {
  const letters = { color: ink.soft, fontSize: 12, fontFamily: ink.font }
  return {
    animation: false,
    textStyle: { fontFamily: ink.font },
    grid: { left: 8, right: 20, top: picture.marks?.length ? 28 : 12, bottom: 4, containLabel: true },
    // Drawn on the canvas like all else: our content security policy lets no library write HTML.
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: ink.paper, borderColor: ink.line,
      textStyle: { ...letters, color: ink.ink, fontSize: 13 }, axisPointer: { lineStyle: { color: ink.faint } },
      formatter: (points: { dataIndex: number }[]) => tip(picture, points[0]?.dataIndex ?? 0),
    },
    xAxis: {
      type: 'category', data: picture.days, boundaryGap: false, axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.line } },
      axisLabel: { ...letters, formatter: (day: string) => formatDay(day), hideOverlap: true, alignMinLabel: 'left', alignMaxLabel: 'right' },
    },
    yAxis: {
      // What is to be reached is in the picture, with some air above it.
      // Of doors or cases no line stands at a third of one.
      type: 'value', min: 0, minInterval: picture.isShare ? 0 : 1, splitNumber: 4, max: ({ max }: { max: number }) => topOf(Math.max(max, picture.level?.value ?? 0), picture.isShare ? LEAST_SHARE : 1), // The top is air: no line where no figure stands.
      splitLine: { showMaxLine: false, lineStyle: { color: ink.line } },
      axisLabel: { ...letters, formatter: picture.format, showMaxLabel: false },
    },
    series: [...fanOf(picture, ink), ...linesOf(picture, ink), ground(picture, ink)],
  }
}

/** A round number a little above the highest; no whole part of the least is broken. */
function topOf(highest: number, least: number): number {
  const steps = Math.max(highest / least, 1)
  const unit = Math.max(1, 10 ** Math.floor(Math.log10(steps)) / 2)
  return Math.ceil((steps * 1.08) / unit) * unit * least
}

/** The whole of one day, as the table has it. */
function tip(picture: Picture, at: number): string {
  const [, ...names] = headings(picture)
  const one = { ...picture, days: picture.days.slice(at, at + 1), lines: picture.lines.map((line) => ({ ...line, points: line.points.slice(at, at + 1) })) }
  const fan = picture.fan && { ...picture.fan, low: picture.fan.low.slice(at, at + 1), high: picture.fan.high.slice(at, at + 1) }
  const [row] = rowsOf({ ...one, fan })
  if (!row) return formatDay(picture.days[at])
  return [row.day, ...row.cells.flatMap((cell, n) => (cell === '—' ? [] : [`${names[n]}  ${cell}`]))].join('\n')
}

function linesOf(picture: Picture, ink: Ink): object[] {
  return picture.lines.map((line) => ({
    type: 'line', name: line.name, data: line.points, lineStyle: STYLES[line.look](ink), itemStyle: { color: STYLES[line.look](ink).color },
    symbol: 'circle', symbolSize: 6, showSymbol: line.points.filter((point) => point !== null).length === 1, z: line.look === 'strong' ? 4 : 3,
  }))
}

/** A range is two stacked areas, the lower one without colour. */
function fanOf({ fan }: Picture, ink: Ink): object[] {
  if (!fan) return []
  const high = fan.high.map((value, at) => {
    const low = fan.low[at]
    return value === null || low === null || low === undefined ? null : value - low
  })
  const bare = { type: 'line', stack: 'fan', symbol: 'none', lineStyle: { opacity: 0 }, silent: true, z: 2 }
  return [
    { ...bare, data: fan.low, areaStyle: { opacity: 0 } },
    { ...bare, data: high, areaStyle: { color: ink.tint, opacity: 0.6 } },
  ]
}

/** Bands, days with a name and the height to reach: a series of its own, so that they are there without any line. */
function ground({ days, bands = [], marks = [], level }: Picture, ink: Ink): object {
  const label = { color: ink.soft, fontSize: 12, fontFamily: ink.font }
  const upright = marks.map((mark) => ({ xAxis: mark.on, name: mark.name, label: { ...label, formatter: mark.name, color: ink.ink, position: 'end', align: mark.on === days.at(-1) ? 'right' : 'center' } }))
  const flat = level ? [{ yAxis: level.value, label: { ...label, formatter: level.name, position: 'insideStartTop' } }] : []
  return {
    type: 'line', data: days.map(() => null), silent: true,
    markArea: {
      label: { ...label, position: 'insideBottom', distance: 6 },
      data: bands.map((band, at) => [
        { name: band.name, xAxis: band.from, itemStyle: { color: at % 2 ? ink.paper : ink.ground } }, { xAxis: band.to },
      ]),
    },
    markLine: { symbol: 'none', lineStyle: { color: ink.faint, type: 'solid', width: 1 }, data: [...upright, ...flat] },
  }
}
