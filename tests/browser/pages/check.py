"""The phone's pages of a spot check."""

from collections.abc import Iterator

from playwright.sync_api import Page

from app.demo.accounts import PASSWORD
from tests.browser.pages.asking import VILLAGE, asking_as, done
from tests.browser.pages.routes import Stop
from tests.browser.pages.taps import settle, tap


def to_be_checked(page: Page) -> Iterator[Stop]:
    """Somebody else, who never walked there, is asked to."""
    with asking_as(page, "admin") as admin:
        found = admin.get(f"/api/v1/check-rounds/checkers?village={VILLAGE}").json()["items"]
        (checker,) = [one["id"] for one in found if one["username"] == "worker2"]
        done(admin, "/check-rounds", data={"village": VILLAGE, "checker_id": checker, "unacceptable_percent": 20})
    page.goto("/phone/sign-in")
    page.get_by_test_id("username").fill("worker2")
    page.get_by_test_id("password").fill(PASSWORD)
    tap(page, "sign-in")
    page.get_by_test_id("tab-doors").wait_for()
    page.goto("/phone/checks")
    page.get_by_test_id("check-row").first.wait_for()
    yield Stop("/checks", "filled")
    tap(page, "check-row")
    page.get_by_test_id("check-name").wait_for()
    yield Stop("/checks/:id", "empty")
    tap(page, "save-check")
    page.get_by_test_id("check-problem").wait_for()
    yield Stop("/checks/:id", "refused")
    tap(page, "answer-denied")
    yield Stop("/checks/:id", "denied")
    tap(page, "save-check")
    page.get_by_test_id("check-row").first.wait_for()
    settle(page)
    yield Stop("/checks", "one asked")
