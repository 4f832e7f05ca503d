"""What is watched in the page itself, so that what steering the browser takes is in no figure."""

from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

SLOWER = 4
# When something first stands on the page and is painted, with the page's own clock; when something recorded is stored for good;
# and the page's long tasks.
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
const begin = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const made = begin.call(this, stores, mode, options)
  if (mode === 'readwrite' && [stores].flat().includes('outbox')) {
    made.addEventListener('complete', () => { window.stored ??= performance.now() })
  }
  return made
}
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
  ;[window.pressed, window.stored] = [begun, undefined]
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
# What the browser itself takes, without a line of the app: to read what a list of doors is made of, and to write one small thing for sure.
BARE = """async () => {
  const done = (asked) => new Promise((well, ill) => { asked.onsuccess = () => well(asked.result); asked.onerror = () => ill(asked.error) })
  const told = {}
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name))
    const stores = ['households', 'bundles'].filter((store) => db.objectStoreNames.contains(store))
    if (stores.length === 2) {
      const begun = performance.now()
      for (const store of stores) await done(db.transaction(store).objectStore(store).getAll())
      told.read = performance.now() - begun
    }
    db.close()
  }
  const opening = indexedDB.open('bare')
  opening.onupgradeneeded = () => opening.result.createObjectStore('one')
  const db = await done(opening)
  const begun = performance.now()
  const writing = db.transaction('one', 'readwrite', { durability: 'strict' })
  writing.objectStore('one').put('small', 1)
  await new Promise((well) => { writing.oncomplete = well })
  told.write = performance.now() - begun
  db.close()
  await done(indexedDB.deleteDatabase('bare'))
  return told
}"""
_MB = 1_000_000
# A browser builds its own surfaces when a tab is opened, for a second of processor time: none of it is the app's.
_OWN_MS = 3_000


def slow_page(context: BrowserContext) -> tuple[Page, CDPSession]:
    """A new page on a slow phone, which watches itself."""
    page = context.new_page()
    page.wait_for_timeout(_OWN_MS)
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
