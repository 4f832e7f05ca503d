"""A visit as the thumb goes through it: how often it taps, and that what was begun survives a kill and a new version of the app."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT
from tests.browser.desk import asked
from tests.browser.sent import all_sent
from tests.browser.test_story import picture, sign, sign_in
from tests.doors.walking import knock

pytestmark = pytest.mark.browser
WORKER = ROOT / "static/dist/phone/sw.js"


def at_a_door(phone: BrowserContext, kind: str) -> tuple[Page, str]:
    """On the page of an uncovered door; its id."""
    page = phone.new_page()
    sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    (door, *_) = asked(phone, "/households", kind=kind, state="uncovered")["items"]
    page.goto(f"/phone/doors/{door['id']}")
    return page, door["id"]


def test_nobody_in_is_two_taps_and_the_list_says_when_to_come_again(phone: BrowserContext):
    page, door = at_a_door(phone, "family")

    assert knock(page, "no_answer").taps == 2

    page.goto("/phone/doors")
    row = page.locator(f"[data-testid=door-row][data-id='{door}']")
    expect(row.get_by_test_id("come-back")).to_have_text("明天晚上再来")


@pytest.mark.parametrize(("kind", "most"), [("family", 9), ("merchant", 9)])
def test_taught_asked_and_signed_is_nine_taps_at_most(phone: BrowserContext, kind: str, most: int):
    page, door = at_a_door(phone, kind)

    assert knock(page, "taught").taps <= most

    all_sent(page)
    assert asked(phone, f"/households/{door}")["state"] == "covered"


def test_what_was_begun_survives_a_kill_and_a_new_version(phone: BrowserContext):
    page, door = at_a_door(phone, "family")
    page.get_by_test_id("outcome-taught").click()
    # At a home nobody knows yet who is talked to: the choice stands in front.
    page.get_by_test_id("listener-returnee").click()
    expect(page.get_by_test_id("listener-returnee")).to_be_hidden()
    page.locator("[data-right=true]").click()
    page.get_by_test_id("app-all").click()

    page.evaluate("window.stays = true")
    with _a_new_version(page):
        # Even taken over from another tab, or by a worker that would not wait, nothing reloads under whoever writes.
        page.evaluate(
            "navigator.serviceWorker.getRegistration('/phone/').then((known) => known.waiting?.postMessage('activate'))"
        )
        page.wait_for_function("navigator.serviceWorker.getRegistration('/phone/').then((known) => !known.waiting)")
        expect(page.get_by_test_id("quiz-count")).to_contain_text("问了 1 题，答对 1 题")
        page.get_by_test_id("to-sign").click()
        sign(page)
        expect(page.get_by_test_id("sign-again")).to_be_visible()
        # Each stroke is written as it ends; a kill within that very write may cost that stroke.
        page.wait_for_timeout(1000)
        assert page.evaluate("window.stays") is True
    page.close(run_before_unload=False)

    again = phone.new_page()
    again.goto(f"/phone/doors/{door}/visit/taught")
    # What is signed comes first; the talk is behind it as it was.
    expect(again.get_by_test_id("sign-again")).to_be_visible()
    picture(again, "phone-visit-again")
    again.get_by_test_id("to-talk").click()
    expect(again.get_by_test_id("listener")).to_contain_text("返乡人员")
    expect(again.get_by_test_id("quiz-count")).to_contain_text("问了 1 题，答对 1 题")
    expect(again.get_by_test_id("app-adults")).to_have_text("2")
    again.get_by_test_id("to-sign").click()
    again.get_by_test_id("save-visit").click()
    expect(again.get_by_test_id("save-visit")).to_be_hidden()


@contextmanager
def _a_new_version(page: Page) -> Iterator[None]:
    """The worker that is served is another meanwhile, and the browser has found it."""
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    was = WORKER.read_bytes()
    WORKER.write_bytes(was + b"\n// newer\n")
    try:
        page.evaluate("navigator.serviceWorker.getRegistration('/phone/').then((known) => known.update())")
        page.wait_for_function(
            "navigator.serviceWorker.getRegistration('/phone/').then((known) => Boolean(known.waiting))"
        )
        yield
    finally:
        WORKER.write_bytes(was)


def test_a_visit_is_undone_within_a_minute_and_leaves_no_trace_in_the_figures(phone: BrowserContext):
    page, door = at_a_door(phone, "family")
    before = asked(phone, "/coverage")["total"]
    knock(page, "taught")

    picture(page, "phone-undo")
    page.get_by_test_id("undo").get_by_role("button").click()

    page.wait_for_url(f"**/phone/doors/{door}")
    expect(page.get_by_test_id("entry").first).to_contain_text("刚保存就撤销")
    expect(page.get_by_test_id("entry").first).to_have_attribute("data-state", "received")
    told = asked(phone, f"/households/{door}")
    assert (told["state"], told["attempts"]) == ("uncovered", 0)
    assert asked(phone, "/coverage")["total"] == before


def test_later_a_visit_is_taken_back_with_a_reason(phone: BrowserContext):
    page, door = at_a_door(phone, "family")
    knock(page, "no_answer")
    page.goto(f"/phone/doors/{door}")

    page.get_by_test_id("withdraw").click()
    page.get_by_test_id("withdraw-wrong_door").click()

    expect(page.get_by_text("您已撤回，不计入")).to_be_visible()
    picture(page, "phone-withdrawn")
    expect(page.get_by_test_id("entry").first).to_have_attribute("data-state", "received")
    assert asked(phone, f"/households/{door}")["visits"][0]["withdrawal_reason"] == "记错了户"
