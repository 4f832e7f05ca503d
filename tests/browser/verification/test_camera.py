"""The camera looks at a slip's code, and the page reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import CAMERA, camera_phone, film
from tests.browser.verification.verifying import OLD, Slip, picture

pytestmark = pytest.mark.browser


@contextmanager
def looking(browser: Browser, address: str, *said: str) -> Iterator[Page]:
    """The page on a phone with a camera of this kind, looking."""
    with camera_phone(browser, address, *said) as context:
        context.add_init_script(OLD)
        page = context.new_page()
        page.goto("/S/")
        page.get_by_role("button", name="扫二维码").click()
        yield page


def test_a_code_before_the_camera_is_read(browser: Browser, address: str, slips: list[Slip], tmp_path: Path):
    seen = film(tmp_path / "code.y4m", slips[0]["code"])
    with looking(browser, address, *CAMERA, seen) as page:
        expect(page.get_by_test_id("code")).to_contain_text("封存有效")
        expect(page.get_by_role("button", name="停止")).to_be_hidden()
        expect(page.locator("video")).to_have_js_property("srcObject", None)


def test_looking_can_be_stopped(browser: Browser, address: str):
    # The fake camera's own picture has no code in it.
    with looking(browser, address, *CAMERA) as page:
        expect(page.locator("video")).not_to_have_js_property("videoWidth", 0)
        picture(page, "camera")
        page.get_by_role("button", name="停止").click()

        expect(page.get_by_role("button", name="扫二维码")).to_be_visible()
        expect(page.locator("video")).to_have_js_property("srcObject", None)


def test_without_a_camera_it_says_what_else_can_be_done(browser: Browser, address: str):
    with looking(browser, address) as page:
        expect(page.get_by_text("打不开相机")).to_be_visible()
        expect(page.get_by_role("button", name="扫二维码")).to_be_visible()
        picture(page, "camera-none")
