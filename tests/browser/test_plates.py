"""A 二维码门牌 before the camera: bound to its door at the first scan, and from then on it opens that door."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import CAMERA, camera_phone, film
from tests.browser.estate import estate
from tests.browser.sent import all_sent
from tests.browser.test_story import picture, record, sign_in

pytestmark = pytest.mark.browser


@contextmanager
def walking(browser: Browser, address: str, *said: str) -> Iterator[Page]:
    """A worker's phone with a camera of this kind, whose network is cut once it has its doors."""
    with camera_phone(browser, address, *said) as context:
        page = context.new_page()
        sign_in(page, "phone", "worker1")
        page.get_by_test_id("door-row").first.wait_for()
        page.evaluate("navigator.serviceWorker.ready")
        context.set_offline(True)
        yield page


def test_a_plate_is_bound_once_and_opens_its_door(browser: Browser, tmp_path: Path):
    seen = film(tmp_path / "plate.y4m", "PLATE-0001")
    with estate() as address, walking(browser, address, *CAMERA, seen) as page:
        page.get_by_test_id("search").fill("ycg")
        page.get_by_test_id("door-row").first.click()
        page.get_by_test_id("scan-here").click()
        expect(page.get_by_test_id("bind-here")).to_contain_text("尉迟恭")
        picture(page, "phone-plate-bind")
        page.get_by_test_id("bind").click()
        expect(page.get_by_test_id("scan-here")).to_contain_text("已扫门牌")

        # At the next door it is told to be another's.
        record(page, "no_answer")
        expect(page.get_by_test_id("door-name")).not_to_have_text("尉迟恭")
        page.get_by_test_id("scan-here").click()
        expect(page.get_by_test_id("other-door")).to_contain_text("尉迟恭")
        picture(page, "phone-plate-other")

        page.context.set_offline(False)
        all_sent(page)
        page.goto("/phone/doors")
        page.get_by_test_id("open-scan").click()
        expect(page.get_by_test_id("door-name")).to_have_text("尉迟恭")
        expect(page.get_by_test_id("scan-here")).to_contain_text("已扫门牌")


def test_a_plate_that_nobody_saw_is_bound_to_a_door_that_is_picked(browser: Browser, tmp_path: Path):
    seen = film(tmp_path / "plate.y4m", "PLATE-0002")
    with estate() as address, walking(browser, address, *CAMERA, seen) as page:
        page.get_by_test_id("open-scan").click()
        page.get_by_test_id("pick-search").fill("mqm")
        picture(page, "phone-plate-pick")
        page.get_by_test_id("pick-door").filter(has_text="万俟明").click()
        expect(page.get_by_test_id("door-name")).to_have_text("万俟明")


def test_without_a_camera_it_says_what_else_can_be_done(browser: Browser):
    with estate() as address, walking(browser, address) as page:
        page.get_by_test_id("open-scan").click()
        expect(page.get_by_text("打不开摄像头")).to_be_visible()
