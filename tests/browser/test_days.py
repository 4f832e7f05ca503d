"""The day slider: quick to drag, nothing flickers, and last week's figures are last week's."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from app import clock
from tests.browser.desk import asked, at_desk, identity_of
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser


def figures_on(desk: BrowserContext, day: date) -> list[int]:
    total = asked(desk, "/coverage", on=day.isoformat())["total"]
    return [total[name] for name in ("covered", "excluded", "uncovered", "registered")]


def test_sliding_asks_once_and_keeps_the_old_picture_until_the_new_one_is_here(desk: BrowserContext):
    page = at_desk(desk)
    today, wanted = identity_of(page), clock.today() - timedelta(days=5)
    expected = figures_on(desk, wanted)
    assert expected != today
    questions, waiting = _held_back(page)

    page.get_by_test_id("day-slider").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**/*on={wanted}*")
    _until(page, lambda: bool(waiting))

    assert identity_of(page) == today
    assert page.get_by_test_id("coverage-table").is_visible()
    for route in waiting:
        route.continue_()
    expect(page.get_by_test_id("shown-day")).to_have_text(f"{wanted.month}月{wanted.day}日")
    _until(page, lambda: identity_of(page) == expected)
    assert questions == [wanted.isoformat()]
    picture(page, "desk-past-day")
    page.get_by_test_id("to-today").click()
    _until(page, lambda: bool(len(waiting) > 1))
    waiting[-1].continue_()
    _until(page, lambda: identity_of(page) == today)
    assert "on=" not in page.url


def test_the_day_goes_along_to_the_list_and_can_be_typed_and_stepped(desk: BrowserContext):
    page = at_desk(desk)
    day = clock.today() - timedelta(days=7)

    page.get_by_test_id("day").fill(day.isoformat())
    page.wait_for_url(f"**/*on={day}*")
    page.get_by_test_id("day-before").click()
    page.wait_for_url(f"**/*on={day - timedelta(days=1)}*")
    page.get_by_test_id("to-list").click()

    page.wait_for_url(f"**/doors?*on={day - timedelta(days=1)}*")
    page.get_by_test_id("identity").wait_for()
    _until(page, lambda: identity_of(page) == figures_on(desk, day - timedelta(days=1)))
    page.get_by_test_id("day").fill("2099-01-01")
    page.wait_for_timeout(400)
    assert "2099" not in page.url


def _held_back(page: Page) -> tuple[list[str], list[Route]]:
    """Each day whose figures are asked for; the answers wait."""
    questions: list[str] = []
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if "on=" in route.request.url:
            questions.append(route.request.url.split("on=")[1][:10])
        waiting.append(route)

    page.route("**/api/v1/coverage?*", hold)
    return questions, waiting


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came")
