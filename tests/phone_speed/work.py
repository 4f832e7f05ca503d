"""The works of the speed table, each once; every one answers named milliseconds or megabytes."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.test_phone import PIN, type_pin
from tests.browser.test_story import begin, sign
from tests.phone_speed.watching import BARE, PRESS, TYPE, busy_ms, heap_mb, seen, slow_page

# Longer than anything that a page does after it is opened.
_SETTLED_MS = 3_000
Figures = dict[str, float]


def bare(phone: BrowserContext) -> Figures:
    """The browser's own part of what follows, on a page of ours that runs nothing."""
    page, _ = slow_page(phone)
    page.goto("/phone/manifest.webmanifest")
    took = page.evaluate(BARE)
    page.close()
    return {"all rows and bundles read, ms": took["read"], "one strict write, ms": took["write"]}


def open_cold(phone: BrowserContext) -> Figures:
    """A new page without a network, on a phone that has no PIN: until the first doors are painted."""
    page, session = slow_page(phone)
    page.goto("/phone/", wait_until="commit")
    figures = {"list painted, ms": seen(page, "door-row")}
    page.wait_for_timeout(_SETTLED_MS)
    figures["main thread, and 3 s on, ms"] = busy_ms(session)
    figures["longest task, ms"] = max((took for _, took in page.evaluate("longTasks")), default=0.0)
    figures["JS heap, MB"] = heap_mb(session)
    page.close()
    return figures


def open_locked(phone: BrowserContext) -> Figures:
    """The same on a phone that has one: until it can be typed, and from its last digit until the first doors are painted."""
    page, session = slow_page(phone)
    page.goto("/phone/", wait_until="commit")
    asked = seen(page, "lock")
    type_pin(page, PIN[:-1])
    press = {"press": f"[data-testid=pin-{PIN[-1]}]", "until": {"there": "[data-testid=door-row]"}}
    figures = {"PIN asked for, ms": asked, "last digit to list, ms": page.evaluate(PRESS, press)}
    page.wait_for_timeout(_SETTLED_MS)
    figures["JS heap, MB"] = heap_mb(session)
    page.close()
    return figures


def search(phone: BrowserContext) -> Figures:
    """Keys typed one after another, once a keyboard had the time to open."""
    page, _ = slow_page(phone)
    page.goto("/phone/")
    seen(page, "door-row")
    page.get_by_test_id("search").focus()
    page.wait_for_timeout(1_000)
    figures = {}
    for typed in ("sxx", "沿河路10号", "3-2-501"):
        took = page.evaluate(TYPE, typed)
        figures |= {f"{typed!r}, mean key, ms": sum(took) / len(took), f"{typed!r}, slowest key, ms": max(took)}
    page.close()
    return figures


def save(phone: BrowserContext) -> Figures:
    """A signed visit: from the press until it is stored for good, and until the next door stands there."""
    page, _ = slow_page(phone)
    page.goto("/phone/")
    seen(page, "door-row")
    page.get_by_test_id("door-row").first.click()
    begin(page, "taught")
    sign(page)
    page.wait_for_timeout(1_000)
    led_on = _press_save(page)
    figures = {"press to stored for good, ms": page.evaluate("stored - pressed"), "press to next door, ms": led_on}
    page.close()
    return figures


def _press_save(page: Page) -> float:
    press = {"press": "[data-testid=save-visit]", "until": {"gone": "[data-testid=save-visit]"}}
    return float(page.evaluate(PRESS, press))
