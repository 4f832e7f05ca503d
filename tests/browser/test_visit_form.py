"""A visit as the thumb goes through it: how often it taps, and that what was begun survives a kill and a new version of the app."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk import asked
from tests.browser.test_story import picture, sign, sign_in
from tests.doors.walking import knock

pytestmark = pytest.mark.browser


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

    expect(page.get_by_test_id("outbox-badge")).to_contain_text("全部已上传")
    assert asked(phone, f"/households/{door}")["state"] == "covered"


def test_what_was_begun_survives_a_kill_and_a_new_version(phone: BrowserContext):
    page, door = at_a_door(phone, "family")
    page.get_by_test_id("outcome-taught").click()
    page.get_by_test_id("listener").click()
    page.get_by_test_id("listener-returnee").click()
    page.locator("[data-right=true]").click()
    page.get_by_test_id("app-all").click()

    _a_new_version_comes(page)
    # Nothing reloads under whoever writes.
    expect(page.get_by_test_id("quiz-count")).to_contain_text("问了 1 题，答对 1 题")
    page.get_by_test_id("to-sign").click()
    sign(page)
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


def _a_new_version_comes(page: Page) -> None:
    """The worker that is served is another from now on, and the browser finds it."""
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.route(
        "**/phone/sw.js", lambda route: route.fulfill(response=(was := route.fetch()), body=was.text() + "\n// newer")
    )
    found = page.evaluate(
        """async () => {
             const known = await navigator.serviceWorker.getRegistration('/phone/')
             await known.update()
             for (let n = 0; n < 100 && !known.waiting && !known.installing; n += 1) await new Promise((go) => setTimeout(go, 100))
             return Boolean(known.waiting || known.installing)
           }"""
    )
    assert found, json.dumps(found)
