"""A spot check from end to end: drawn at the desk, asked at by a phone without a network, compared at the desk; each answer once."""

import json
import re
from math import floor
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.sent import all_sent
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser

# 新庄村, half covered; worker2 never walked there.
VILLAGE = "新庄村"
OPEN = "[data-testid=check-row][data-asked=false]"
NOTE = "老人说只收到过宣传单"
_DUMP = """async () => {
  const found = []
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const o = indexedDB.open(name); o.onsuccess = () => done(o.result) })
    for (const table of db.objectStoreNames) {
      found.push(await new Promise((done) => {
        const asked = db.transaction(table).objectStore(table).getAll()
        asked.onsuccess = () => done(asked.result)
      }))
    }
    db.close()
  }
  return JSON.stringify(found)
}"""


def test_a_round_is_drawn_asked_offline_and_compared(phone: BrowserContext, desk: BrowserContext):
    station = desk.new_page()
    round_id = _draw(station)
    heard: list[str] = []
    page = _phone_with_the_doors(phone, heard)

    _ask_three_offline(phone, page)
    _bring_them_though_the_first_answer_is_lost(phone, page)
    while page.locator(OPEN).count():
        _ask(page, "confirmed")
    page.goto("/phone/doors")
    expect(page.get_by_test_id("open-checks")).to_contain_text("都问过了")
    all_sent(page)

    _compare(station, round_id)
    _knows_nothing_of_the_first_result(page, heard, _round(station, round_id))
    _end(station, page, round_id)


def _draw(page: Page) -> str:
    """By the bar to the page, and a draw in the coarsest way."""
    sign_in(page, "desk", "station")
    page.get_by_test_id("identity").wait_for()
    page.get_by_role("button", name="审核").click()
    page.get_by_role("link", name="抽查", exact=True).click()
    page.get_by_test_id("check-row").first.wait_for()  # the demo's own
    page.get_by_test_id("draw").click()
    page.get_by_test_id("draw-village").locator("input").fill(VILLAGE)
    page.get_by_role("option", name=re.compile(VILLAGE)).click()
    page.get_by_text("粗：两成不实就要查出来").click()
    page.get_by_test_id("draw-checker").locator("input").fill("程月朗")
    page.get_by_role("option", name=re.compile("程月朗")).click()
    page.wait_for_timeout(400)
    picture(page, "desk-check-draw")
    page.get_by_test_id("draw-send").click()
    page.wait_for_url("**/desk/checks/*")
    expect(page.get_by_test_id("corrected")).to_have_text("—")
    return page.url.rsplit("/", 1)[1]


def _round(page: Page, round_id: str) -> dict[str, Any]:
    answer = page.request.get(f"/api/v1/check-rounds/{round_id}")
    assert answer.ok, answer.text()
    shown: dict[str, Any] = answer.json()
    return shown


def _phone_with_the_doors(phone: BrowserContext, heard: list[str]) -> Page:
    """The checker's phone; all that it hears of the server is kept in `heard`."""
    page = phone.new_page()
    page.on("response", lambda one: heard.append(one.text()) if "/api/v1/sync/" in one.url and one.ok else None)
    sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    expect(page.get_by_test_id("open-checks")).to_contain_text("户要问")
    picture(page, "phone-checks-bar")
    page.get_by_test_id("open-checks").click()
    page.get_by_test_id("check-row").first.wait_for()
    page.wait_for_timeout(500)
    picture(page, "phone-checks")
    return page


def _ask(page: Page, answer: str, signature: str = "", note: str = "") -> str:
    """At the nearest door that was not asked at; answers whose it is."""
    page.locator(OPEN).first.click()
    name = page.get_by_test_id("check-name").inner_text()
    page.get_by_test_id(f"answer-{answer}").click()
    if signature:
        page.get_by_test_id(f"signature-{signature}").click()
    if note:
        page.get_by_test_id("check-note").fill(note)
    page.get_by_test_id("save-check").click()
    expect(page.get_by_test_id("save-check")).to_be_hidden()
    page.get_by_test_id("check-row").first.wait_for()
    return name


def _ask_three_offline(phone: BrowserContext, page: Page) -> None:
    """The first with a reload in the middle; then it is asked again after nobody was in."""
    phone.set_offline(True)
    page.get_by_test_id("check-row").first.click()
    page.get_by_test_id("save-check").click()
    expect(page.get_by_test_id("check-problem")).to_be_visible()
    picture(page, "phone-check-empty")
    page.get_by_test_id("answer-denied").click()
    page.get_by_test_id("check-note").fill(NOTE)
    page.wait_for_timeout(400)  # written as it is typed, and the disk has its time
    page.reload()
    expect(page.get_by_test_id("check-restored")).to_be_visible()
    expect(page.get_by_test_id("check-note")).to_have_value(NOTE)
    page.wait_for_timeout(500)
    picture(page, "phone-check-form")
    page.get_by_test_id("save-check").click()
    page.get_by_test_id("check-row").first.wait_for()

    _ask(page, "confirmed", "own", "讲了骗术，说得出")
    away = _ask(page, "away")
    # It is to be asked at once more, and so is still there.
    row = page.get_by_test_id("check-row").filter(has_text=away).first
    expect(row.get_by_test_id("check-heard")).to_have_text("没人在家，再去一次")
    page.goto("/phone/checks")
    expect(page.get_by_test_id("checks-asked")).to_have_text("2")
    expect(page.get_by_test_id("outbox-badge")).to_contain_text("3 条待上传")
    page.wait_for_timeout(500)
    picture(page, "phone-checks-asked")
    _narrow(page)


def _narrow(page: Page) -> None:
    """Nothing is wider than the narrowest phone; an answer that was given can be given anew."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(300)
    picture(page, "phone-320-checks")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("[data-testid=check-row][data-asked=true]").first.click()
    expect(page.get_by_test_id("entry")).to_have_count(1)
    page.get_by_test_id("answer-confirmed").click()
    page.wait_for_timeout(400)
    picture(page, "phone-320-check")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_test_id("check-note").fill("")
    page.wait_for_timeout(400)
    picture(page, "phone-check-again")
    page.get_by_test_id("back").click()
    page.get_by_role("button", name="离开").click()
    page.get_by_test_id("check-row").first.wait_for()


def _bring_them_though_the_first_answer_is_lost(phone: BrowserContext, page: Page) -> None:
    """The server takes them, its answer never comes, and the phone brings them again: each is here once."""
    pushed: list[list[str]] = []

    def lose(route: Route) -> None:
        items = [item["id"] for item in json.loads(route.request.post_data or "{}")["items"]]
        pushed.append(items)
        if items and sum(map(bool, pushed)) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route("**/api/v1/sync/push", lose)
    phone.set_offline(False)
    page.goto("/phone/outbox")
    expect(page.get_by_test_id("receipt")).to_have_count(3, timeout=90_000)
    phone.unroute("**/api/v1/sync/push")
    brought = [one for items in pushed for one in items]
    assert len(brought) >= 6, brought
    assert len(set(brought)) == 3
    picture(page, "phone-checks-outbox")
    page.goto("/phone/checks")
    page.get_by_test_id("check-row").first.wait_for()


def _compare(page: Page, round_id: str) -> None:
    """What was heard stands beside what was recorded, each answer once, and the corrected rate is what the answers come to."""
    shown = _round(page, round_id)
    heard = [one for door in shown["doors"] for one in door["heard"]]
    assert (shown["denied"], shown["confirmed"]) == (1, shown["asks"] - 1)
    assert len(heard) == shown["asks"] + 1  # one door twice: nobody was in at first
    assert [one["note"] for one in heard if one["answer"] == "denied"] == [NOTE]
    likely = shown["covered"] * (1 - 1 / shown["asks"]) / shown["target"]
    assert shown["corrected"]["rate"] == pytest.approx(likely)

    page.reload()
    expect(page.get_by_test_id("check-door")).to_have_count(len(shown["doors"]))
    # A rate is never rounded up.
    expect(page.get_by_test_id("corrected")).to_contain_text(f"{floor(likely * 1000 + 1e-6) / 10:.1f}%")
    denied = page.get_by_test_id("check-door").filter(has_text=NOTE)
    expect(denied).to_contain_text("没人来讲过")
    expect(denied).to_contain_text("已宣传")
    picture(page, "desk-check-compared")


def _knows_nothing_of_the_first_result(page: Page, heard: list[str], shown: dict[str, Any]) -> None:
    """Neither what the server told this phone, nor what stands on it, says who was at the door first, when, or with what result."""
    visits = [door["visit"] for door in shown["doors"]]
    sought = {visit["id"] for visit in visits} | {visit["worker_name"] for visit in visits}
    told, kept = "".join(heard), page.evaluate(_DUMP)
    assert shown["doors"][0]["id"] in told
    assert shown["doors"][0]["id"] in kept
    assert {one for one in sought if one in told or one in kept} == set()


def _end(station: Page, page: Page, round_id: str) -> None:
    """The round is ended, and the phone shows nothing of it any more."""
    station.get_by_test_id("end-check").click()
    station.get_by_role("button", name="结束", exact=True).click()
    expect(station.get_by_test_id("end-check")).to_be_hidden()
    page.goto("/phone/outbox")
    page.get_by_test_id("sync-now").click()
    page.goto("/phone/checks")
    expect(page.get_by_text("没有要抽查的户")).to_be_visible(timeout=60_000)
    picture(page, "phone-checks-none")
    page.goto("/phone/doors")
    page.get_by_test_id("door-row").first.wait_for()
    expect(page.get_by_test_id("open-checks")).to_have_count(0)
