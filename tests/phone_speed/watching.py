"""What is watched in the page itself, so that what steering the browser takes is in no figure."""

from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

SLOWER = 4
# When something first stands on the page and is painted, with the page's own clock; and the page's long tasks.
WATCH = """
window.seen = {}
window.longTasks = []
const wanted = ['door-row', 'lock']
const look = () => {
  for (const name of wanted) {
    if (seen[name] !== undefined || !document.querySelector(`[data-testid=${name}]`)) continue
    seen[name] = null
    requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now() }))
  }
  requestAnimationFrame(look)
}
requestAnimationFrame(look)
new PerformanceObserver((list) => {
  longTasks.push(...list.getEntries().map(({ startTime, duration }) => [startTime, duration]))
}).observe({ type: 'longtask', buffered: true })
"""
WAIT = """async (name) => {
  while (typeof seen[name] !== 'number') await new Promise((done) => setTimeout(done, 20))
  return seen[name]
}"""
# From a press to the frame in which something is gone, or there.
PRESS = """async ({ press, until }) => {
  const button = document.querySelector(press)
  const begun = performance.now()
  button.click()
  const [gone, there] = [until.gone, until.there]
  for (;;) {
    await new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)))
    if (gone && !document.querySelector(gone)) break
    if (there && document.querySelector(there)) break
  }
  return performance.now() - begun
}"""
# From a key to the frame that shows what it found.
TYPE = """async (keys) => {
  const field = document.querySelector('[data-testid=search]')
  const took = []
  for (let end = 1; end <= keys.length; end += 1) {
    const begun = performance.now()
    field.value = keys.slice(0, end)
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))
    took.push(performance.now() - begun)
  }
  return took
}"""
_MB = 1_000_000


def slow_page(context: BrowserContext) -> tuple[Page, CDPSession]:
    """A new page on a slow phone, which watches itself."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Performance.enable")
    page.add_init_script(WATCH)
    return page, session


def seen(page: Page, name: str) -> float:
    """When it was first painted, in milliseconds since the page was begun."""
    return float(page.evaluate(WAIT, name))


def busy_ms(session: CDPSession) -> float:
    """How long the page's main thread has worked so far."""
    return _metrics(session)["TaskDuration"] * 1000


def heap_mb(session: CDPSession) -> float:
    """What JavaScript holds once what nobody needs is thrown away."""
    session.send("HeapProfiler.collectGarbage")
    return _metrics(session)["JSHeapUsedSize"] / _MB


def _metrics(session: CDPSession) -> dict[str, Any]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
