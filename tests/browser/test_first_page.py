"""How heavy the desk's first page is on a cold cache, and how long a slow office PC takes until it can be used."""

from time import perf_counter

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.browser.desk import at_desk

pytestmark = pytest.mark.browser

MOST_BYTES = 350 * 1024
SLOWDOWN = 4


def watch_bytes(session: CDPSession) -> dict[str, int]:
    """Compressed bytes of each address, headers included, as they come."""
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda said: names.update({said["requestId"]: said["request"]["url"]}))

    def finished(said: dict[str, float | str]) -> None:
        # One that was on its way before anybody watched counts as well.
        name = names.get(str(said["requestId"]), "begun before")
        sizes[name] = sizes.get(name, 0) + int(said["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return sizes


def opened(page: Page) -> float:
    """Seconds until the figures stand there and a filter answers."""
    began = perf_counter()
    page.goto("/desk/", wait_until="commit")
    page.get_by_test_id("identity").wait_for()
    page.get_by_test_id("kind").get_by_text("商户").click()
    page.wait_for_url("**kind=merchant**")
    return perf_counter() - began


def test_the_first_page_is_light(desk: BrowserContext, capsys: pytest.CaptureFixture[str]):
    page = at_desk(desk)
    session = desk.new_cdp_session(page)
    sizes = watch_bytes(session)
    session.send("Network.clearBrowserCache")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})

    seconds = opened(page)
    page.wait_for_load_state("networkidle")

    files = {name: size for name, size in sizes.items() if "/desk/" in name}
    of_the_map = sum(size for name, size in files.items() if "CoverageMap" in name)
    before = sum(files.values()) - of_the_map
    with capsys.disabled():
        print(
            f"\nfirst page, cold: {before / 1024:.0f} KB before the map and {of_the_map / 1024:.0f} KB with it, compressed;"
        )
        print(f"usable after {seconds:.2f} s with the processor {SLOWDOWN} times slower")
        for name, size in sorted(files.items(), key=lambda one: -one[1])[:8]:
            print(f"  {size / 1024:6.1f} KB  {name.rsplit('/', 1)[-1]}")
    assert of_the_map > 0
    assert before <= MOST_BYTES
