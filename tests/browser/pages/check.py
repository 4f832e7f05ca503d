"""The phone's pages of a spot check in their states."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.pages.asking import asking_as, draw_for, end_rounds
from tests.browser.pages.routes import Stop
from tests.browser.pages.taps import tap

CHECK = "/checks/:id"


def a_spot_check(page: Page) -> Iterator[Stop]:
    with asking_as(page, "admin") as office:
        end_rounds(office)
        draw_for(office, "worker1")
        page.goto("/phone/outbox")
        tap(page, "sync-now")
        page.goto("/phone/doors")
        page.get_by_test_id("open-checks").wait_for()
        yield Stop("/doors", "something to check")
        tap(page, "open-checks")
        page.get_by_test_id("check-row").first.wait_for()
        yield Stop("/checks", "filled")
        tap(page, "check-row")
        page.get_by_test_id("answer-denied").wait_for()
        yield Stop(CHECK, "empty")
        tap(page, "save-check")
        page.get_by_test_id("check-problem").wait_for()
        yield Stop(CHECK, "refused")
        tap(page, "answer-confirmed")
        tap(page, "signature-own")
        yield Stop(CHECK, "answered")
        tap(page, "save-check")
        page.get_by_test_id("check-heard").first.wait_for()
        yield Stop("/checks", "asked")
        tap(page, "check-row")
        page.get_by_test_id("entry").first.wait_for()
        yield Stop(CHECK, "asked again")
        end_rounds(office)
    page.goto("/phone/outbox")
    tap(page, "sync-now")
    page.goto("/phone/checks")
    page.get_by_text("没有要抽查的户").wait_for()
    yield Stop("/checks", "none")
    page.goto("/phone/checks/nobody")
    page.get_by_text("这一户不用问了").wait_for()
    yield Stop(CHECK, "not asked any more")
