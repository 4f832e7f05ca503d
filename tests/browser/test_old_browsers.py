"""Chrome 87 and Safari 14: what they lack is taken out of the browser before the app starts, and the app walks all the same."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT
from tests.browser.test_story import picture, record, sign_in
from tests.doors.walking import knock

pytestmark = pytest.mark.browser

# By MDN's tables: what Chrome 87 or Safari 14 does not have, or has not in a page or in a worker.
LACKING = """
const gone = (thing, names) => { for (const name of names) { if (thing) delete thing[name] } }
gone(globalThis, ['BarcodeDetector', 'structuredClone', 'scheduler', 'reportError', 'requestIdleCallback', 'navigation',
  'CompressionStream', 'DecompressionStream', 'OffscreenCanvas', 'WeakRef', 'FinalizationRegistry', 'BroadcastChannel'])
gone(Object, ['hasOwn', 'groupBy'])
gone(Map, ['groupBy'])
gone(Array, ['fromAsync'])
const typed = Object.getPrototypeOf(Int8Array)
for (const one of [Array, String, typed]) gone(one.prototype, ['at'])
for (const one of [Array, typed]) gone(one.prototype, ['findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with'])
gone(String.prototype, ['isWellFormed', 'toWellFormed'])
gone(Set.prototype, ['union', 'intersection', 'difference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'])
gone(Promise, ['withResolvers', 'try'])
gone(RegExp, ['escape'])
gone(Uint8Array, ['fromBase64', 'fromHex'])
gone(Uint8Array.prototype, ['toBase64', 'toHex'])
gone(ArrayBuffer.prototype, ['transfer', 'resize', 'transferToFixedLength'])
gone(AbortSignal, ['timeout', 'any'])
gone(AbortSignal.prototype, ['throwIfAborted', 'reason'])
gone(Crypto.prototype, ['randomUUID'])
gone(Navigator.prototype, ['locks', 'storage', 'userActivation', 'permissions', 'connection', 'vibrate', 'wakeLock'])
gone(Element.prototype, ['checkVisibility', 'setHTML', 'getHTML'])
gone(HTMLElement.prototype, ['showPopover', 'hidePopover', 'inert'])
gone(HTMLDialogElement.prototype, ['showModal', 'show'])
gone(HTMLFormElement.prototype, ['requestSubmit'])
gone(URL, ['canParse', 'parse'])
gone(Document.prototype, ['startViewTransition'])
gone(Intl, ['Segmenter', 'supportedValuesOf', 'DurationFormat'])
gone(IDBTransaction.prototype, ['commit', 'durability'])
gone(globalThis.ServiceWorkerRegistration && ServiceWorkerRegistration.prototype, ['sync', 'periodicSync'])
"""
# Kept in a list that the test reads: a fault that nobody saw fails it.
FAULTS = """
window.faults = []
addEventListener('error', (event) => faults.push(String(event.message)))
addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)))
"""


def test_all_of_a_days_work_on_a_browser_that_lacks_what_old_ones_lack(phone: BrowserContext):
    phone.add_init_script(LACKING + FAULTS)
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.wait_for()
    assert (
        page.evaluate("[typeof structuredClone, typeof navigator.locks, typeof [].at, typeof crypto.randomUUID]")
        == ["undefined"] * 4
    )
    page.get_by_test_id("search").fill("1")
    expect(page.get_by_test_id("door-row").first).to_be_visible()
    page.get_by_test_id("search").fill("")
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.reload()
    page.get_by_test_id("door-row").first.wait_for()
    page.get_by_text("走访顺序").click()
    page.get_by_test_id("door-row").first.click()
    taught = record(page, "taught")
    away = record(page, "no_answer")
    expect(page.get_by_text("已存在本机，这是下一户").last).to_be_visible()
    expect(page.get_by_test_id("door-name")).not_to_have_text(away)
    assert taught != away
    _walk_by_thumb(page)
    phone.set_offline(False)
    page.goto("/phone/outbox")
    page.get_by_test_id("sync-now").click()
    # Those two, the knock of two taps, and the corridor's.
    expect(page.get_by_test_id("entry")).to_have_count(4)
    expect(page.get_by_test_id("receipt")).to_have_count(4, timeout=60_000)
    page.goto("/phone/me")
    expect(page.get_by_test_id("week")).to_contain_text("七天走访")
    picture(page, "phone-old-browser")
    assert page.evaluate("faults") == []


def _walk_by_thumb(page: Page) -> None:
    """The short ways: nobody in by two taps, every order of the list, a corridor at once, and the map."""
    assert knock(page, "no_answer").taps == 2
    page.goto("/phone/doors")
    for order in ("near", "side", "walk"):
        page.get_by_test_id(f"order-{order}").click()
        expect(page.get_by_test_id(f"order-{order}")).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_test_id("door-row").first).to_be_visible()
    # The order is remembered, and applied as the page opens.
    page.reload()
    page.get_by_test_id("open-map").click()
    expect(page.get_by_test_id("door-map").locator("canvas").first).to_be_visible()
    page.goto("/phone/doors")
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("open-block").click()
    page.get_by_test_id("choose-many").click()
    page.locator("[data-testid=cell][data-state=uncovered]").first.click()
    expect(page.get_by_text("已选 1 户")).to_be_visible()
    page.get_by_test_id("save-many").click()
    expect(page.get_by_test_id("choose-many")).to_be_visible()
    expect(page.get_by_test_id("save-many")).to_be_hidden()


DIST = ROOT / "static" / "dist"
# A rule with one of these is dropped whole by Chrome 87 or Safari 14, and a declaration with one of those.
UNREAD_RULES = (":has(", ":is(", ":where(", "@layer", "@container", "@scope", "&:", "& .", ":not(:not")
UNREAD_WORDS = ("dvh", "svh", "lvh", "cqw", "color-mix(", "oklch(", "light-dark(")
UNREAD_PROPERTIES = ("inset", "aspect-ratio", "translate", "rotate", "scale", "inset-inline", "inset-block")


def test_every_built_script_is_written_in_what_they_read():
    command = ["node", str(ROOT / "tests/browser/built.cjs"), str(ROOT / "static/node_modules"), str(DIST)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    assert told["scripts"] > 50
    assert told["wrong"] == []


def test_no_built_style_needs_what_they_drop():
    """Of our own and of Vant's: what they drop silently would leave a page without its shape."""
    sheets = list(DIST.glob("phone/assets/*.css")) + list(DIST.glob("verify/assets/*.css"))
    assert sheets
    assert {sheet.name: found for sheet in sheets if (found := unread(sheet.read_text()))} == {}


def unread(style: str) -> list[str]:
    """What of a style sheet they do not read, where nothing before it in the same rule says the same in older words."""
    found = [word for word in UNREAD_RULES if word in style]
    for rule in re.findall(r"{([^{}]*)}", style):
        declared = [part.partition(":") for part in rule.split(";") if part]
        for place, (name, _, value) in enumerate(declared):
            before = {other for other, _, _ in declared[:place]}
            is_new = name in UNREAD_PROPERTIES or any(word in value for word in UNREAD_WORDS)
            if is_new and name not in before:
                found.append(f"{name}:{value}")
    return found


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("a{height:100vh;height:100dvh}", []),
        ("a{height:100dvh}", ["height:100dvh"]),
        ("a:has(b){color:red}", [":has("]),
        ("a{inset:0}", ["inset:0"]),
        ("a{box-shadow:0 0 0 1px red inset}", []),
    ],
)
def test_what_they_drop_is_found(style: str, found: list[str]):
    assert unread(style) == found
