"""What a key costs while one searches among 5,000 doors on a phone four times as slow; printed, and nothing is asserted of it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import phone_at
from tests.browser.estate import HERE, estate
from tests.browser.test_story import sign_in

pytestmark = pytest.mark.browser

DOORS = 5_000
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


def test_searching_among_five_thousand(browser: Browser, capsys: pytest.CaptureFixture[str]):
    with estate(DOORS) as address, phone_at(browser, address, HERE) as context:
        page = context.new_page()
        sign_in(page, "phone", "worker1")
        expect(page.get_by_test_id("filter-all")).to_contain_text("5,", timeout=120_000)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.get_by_test_id("search").focus()
        page.wait_for_timeout(1_000)  # a keyboard opens
        for typed in ("sxx", "沿河路10号", "3-2-501"):
            took = page.evaluate(TYPE, typed)
            assert page.get_by_test_id("door-row").count() > 0
            with capsys.disabled():
                print(
                    f"\n{typed!r} among {DOORS} doors, four times slower, ms a key: {', '.join(f'{ms:.0f}' for ms in took)}"
                )
