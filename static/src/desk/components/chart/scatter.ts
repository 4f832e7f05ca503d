// Dots as the chart library takes them; colours and letters come from the one token file.
import type { EChartsCoreOption } from 'echarts/core'
import type { Dots } from '../../domain/picture'
import type { Ink } from './option'

const SMALLEST = 7
const LARGEST = 24

export function scatterOf({ dots, across, up }: Dots, ink: Ink): EChartsCoreOption {
  const letters = { color: ink.soft, fontSize: 12, fontFamily: ink.font }
  const axis = { type: 'value', min: 0, nameTextStyle: letters, axisLine: { show: true, lineStyle: { color: ink.line } }, splitLine: { lineStyle: { color: ink.line } } }
  return {
    animation: false,
    textStyle: { fontFamily: ink.font },
    grid: { left: 12, right: 20, top: 32, bottom: 34, containLabel: true },
    tooltip: {
      trigger: 'item', renderMode: 'richText', confine: true, backgroundColor: ink.paper, borderColor: ink.line,
      textStyle: { ...letters, color: ink.ink, fontSize: 13 },
      formatter: ({ dataIndex }: { dataIndex: number }) => dots[dataIndex]?.words ?? '',
    },
    xAxis: { ...axis, max: 100, name: across, nameLocation: 'middle', nameGap: 40, axisLabel: { ...letters, formatter: '{value}%', margin: 18 } },
    yAxis: { ...axis, name: up, nameTextStyle: { ...letters, align: 'left' }, axisLabel: { ...letters, margin: 18 }, minInterval: 0.5 },
    series: [{
      type: 'scatter', data: dots.map((dot) => [dot.x, dot.y]),
      // By their area: twice the homes are twice the ink.
      symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(dots[dataIndex]?.size ?? 0),
      itemStyle: { color: ink.guess, opacity: 0.65, borderColor: ink.strong, borderWidth: 1 },
    }],
  }
}
