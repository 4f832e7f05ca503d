"""One door as a worker's thumb goes through it; every tap is counted, and a signature is one."""

import time
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.test_story import sign

QUESTIONS = 3


@dataclass
class Thumb:
    """Taps by what they are found by, and counts them."""

    page: Page
    taps: int = 0

    def tap(self, found_by: str) -> None:
        self.page.locator(found_by).first.click()
        self.taps += 1

    def sign(self) -> None:
        sign(self.page)
        self.taps += 1


@dataclass(frozen=True)
class Knocked:
    """What a door came to: the taps until the next one stood there, and the seconds that took without any pause."""

    outcome: str
    taps: int
    seconds: float


def knock(page: Page, outcome: str) -> Knocked:
    """Go through the door on the page, until the next one is on it."""
    name = page.get_by_test_id("door-name")
    name.wait_for()
    before, thumb, began = page.url, Thumb(page), time.monotonic()
    (nobody if outcome == "no_answer" else taught)(thumb)
    expect(page).not_to_have_url(before)
    page.wait_for_url(lambda url: "/visit/" not in url)
    name.wait_for()
    return Knocked(outcome, thumb.taps, time.monotonic() - began)


def nobody(thumb: Thumb) -> None:
    """Nobody is in."""
    thumb.tap("[data-testid=outcome-no_answer]")
    thumb.tap("[data-testid=return-evening]")


def taught(thumb: Thumb) -> None:
    """All of it: the talk, every question, the app or what is done at a firm, the notice, the signature."""
    thumb.tap("[data-testid=outcome-taught]")
    for _ in range(QUESTIONS):
        thumb.tap("[data-right=true]")
    thumb.page.get_by_text("问了 3 题").wait_for()
    if thumb.page.get_by_test_id("app-all").count():
        thumb.tap("[data-testid=app-all]")
    else:
        thumb.tap("[data-testid=calls-back-yes]")
        thumb.tap("[data-testid=role-owner]")
    thumb.tap("[data-testid=to-sign]")
    thumb.sign()
    thumb.tap("[data-testid=save-visit]")
