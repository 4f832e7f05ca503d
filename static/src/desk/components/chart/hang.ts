// A chart on its element: drawn when it is there and whenever its picture changes, as wide as its place, gone with its page.
import { type ECharts, type EChartsCoreOption, init } from 'echarts/core'
import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue'
import { type Ink, inkOf } from './option'

/** Hang a chart on an element; `optionOf` reads the picture that is to be drawn. */
export function hang(host: Ref<HTMLElement | null>, optionOf: (ink: Ink) => EChartsCoreOption, picture: () => unknown) {
  let chart: ECharts | null = null
  const watcher = new ResizeObserver(() => chart?.resize())

  function draw(): void {
    if (host.value) chart?.setOption(optionOf(inkOf(host.value)), { notMerge: true })
  }

  onMounted(() => {
    if (!host.value) return
    const element = host.value
    // The library empties its ground by writing HTML, which our content security policy forbids even of nothing.
    Object.defineProperty(element, 'innerHTML', { set: () => element.replaceChildren(), configurable: true })
    chart = init(element)
    watcher.observe(element)
    draw()
  })
  watch(picture, draw)
  onBeforeUnmount(() => {
    watcher.disconnect()
    chart?.dispose()
  })
}
