"""The phone's app inside WeChat."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.pages.routes import Stop
from tests.browser.pages.taps import tap


def in_wechat(page: Page) -> Iterator[Stop]:
    """Only of a browser that says it is WeChat's."""
    page.goto("/phone/")
    page.get_by_test_id("wechat").locator("svg").first.wait_for()
    yield Stop("/sign-in", "in WeChat")
    tap(page, "stay")
    page.get_by_test_id("wechat-risk").wait_for()
    yield Stop("/sign-in", "told of the risk")
    tap(page, "stay-anyway")
    page.get_by_test_id("username").wait_for()
