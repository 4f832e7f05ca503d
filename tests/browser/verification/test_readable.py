"""The verification page is read by whoever needs it darker, larger or read aloud; what was signed stays on white paper."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.pages.eyes import AXE, cut_or_hidden, resize, violations
from tests.browser.verification.verifying import Slip, json_of, other_letter, pick

pytestmark = pytest.mark.browser


def seen(page: Page, session: CDPSession) -> list[str]:
    """What axe finds in light and in the dark, and what is cut off on a narrow phone with letters twice as large."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    size = page.viewport_size or {"width": 360, "height": 740}
    resize(page, session, (320, 640), 2)
    found += cut_or_hidden(page)
    resize(page, session, (size["width"], size["height"]), 1)
    return found


def test_each_state_is_read_by_anybody(page: Page, slips: list[Slip]):
    page.context.add_init_script(path=AXE)
    session = page.context.new_cdp_session(page)
    found = {}
    page.goto("/S/")
    expect(page.get_by_test_id("ask")).to_be_visible()
    found["empty"] = seen(page, session)
    pick(page, {"name": "file", "mimeType": "application/octet-stream", "buffer": b"hello"})
    expect(page.get_by_test_id("problem")).to_be_visible()
    found["no slip"] = seen(page, session)
    page.goto(f"/S/{slips[0]['code']}")
    expect(page.get_by_test_id("notice")).to_be_visible()
    found["a code"] = seen(page, session)
    page.get_by_test_id("pick-content").set_input_files(json_of(slips[0]["file"]))
    expect(page.get_by_test_id("content")).to_be_visible()
    found["a file"] = seen(page, session)
    page.goto(f"/S/{other_letter(slips[0]['code'], 150)}")
    expect(page.get_by_test_id("code")).to_contain_text("封存不符")
    found["a broken seal"] = seen(page, session)

    assert {state: what for state, what in found.items() if what} == {}


def test_in_the_dark_what_was_signed_stays_on_white_paper(page: Page, slips: list[Slip]):
    page.emulate_media(color_scheme="dark")
    page.goto(f"/S/{slips[0]['code']}")
    page.get_by_test_id("notice").wait_for()
    page.get_by_test_id("pick-content").set_input_files(json_of(slips[0]["file"]))

    of = "(element) => getComputedStyle(element).backgroundColor"
    assert page.locator(".card").first.evaluate(of) != "rgb(255, 255, 255)"
    for printed in (page.get_by_test_id("content").locator(".paper"), page.locator(".strokes")):
        assert printed.evaluate(of) == "rgb(255, 255, 255)"
