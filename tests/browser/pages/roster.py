"""The phone's pages about what the roster lacks or has wrong."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.pages.routes import Stop
from tests.browser.pages.taps import settle, tap

DOOR = "/doors/:id"


def not_on_the_roster(page: Page) -> Iterator[Stop]:
    page.goto("/phone/doors/new")
    page.get_by_test_id("new-householder").wait_for()
    yield Stop("/doors/new", "empty")
    tap(page, "kind-merchant")
    tap(page, "save-new")
    page.get_by_test_id("new-problem").wait_for()
    yield Stop("/doors/new", "refused")
    tap(page, "kind-family")
    page.get_by_test_id("new-householder").fill("欧阳新来")
    page.get_by_test_id("new-address").fill("村东头新房9号")
    tap(page, "save-new")
    page.get_by_test_id("proposed-door").wait_for()
    settle(page)
    yield Stop(DOOR, "not on the roster")


def wrong_on_the_roster(page: Page) -> Iterator[Stop]:
    page.goto("/phone/doors")
    # The nearest is the one that was just added.
    page.get_by_test_id("door-row").last.click()
    tap(page, "wrong")
    settle(page)
    yield Stop(DOOR, "what is wrong")
    tap(page, "wrong-family")
    tap(page, "save-correction")
    page.get_by_test_id("correction-problem").wait_for()
    yield Stop(DOOR, "another family, refused")
    page.get_by_role("button", name="取消").click()
    settle(page)
