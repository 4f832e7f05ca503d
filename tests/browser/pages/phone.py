"""Every page of the phone in its main states, in the order in which one worker comes past them. A new page is one more `yield Stop(…)`."""

from collections.abc import Iterator

from playwright.sync_api import Page

from app.demo.accounts import PASSWORD
from tests.browser.pages.asking import asking_as, done
from tests.browser.pages.check import to_be_checked
from tests.browser.pages.roster import DOOR, not_on_the_roster, wrong_on_the_roster
from tests.browser.pages.routes import Scene, Stop
from tests.browser.pages.taps import settle, tap
from tests.browser.test_story import sign, sign_in

PIN, EASY_PIN, WRONG_PIN = "271828", "111111", "314159"
VISIT, EXCLUSION, BLOCK = (
    "/doors/:id/visit/:outcome",
    "/doors/:id/exclusion",
    "/doors/:id/block",
)


def signing_in(page: Page) -> Iterator[Stop]:
    page.goto("/phone/")
    page.get_by_test_id("username").wait_for()
    yield Stop("/sign-in", "empty")
    tap(page, "sign-in")
    page.get_by_test_id("sign-in-problem").wait_for()
    yield Stop("/sign-in", "refused")
    page.goto("/phone/enrol")
    page.get_by_test_id("enrol-code").fill("ABCDE 12345")
    yield Stop("/enrol", "a code")
    tap(page, "enrol")
    page.get_by_test_id("enrol-problem").wait_for()
    yield Stop("/enrol", "refused")


def the_list(page: Page) -> Iterator[Stop]:
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    yield Stop("/doors", "filled")
    page.get_by_test_id("search").fill("没有这个人")
    page.get_by_text("换个写法试试").wait_for()
    yield Stop("/doors", "nothing found")
    page.get_by_test_id("search").fill("")
    tap(page, "filter-excluded")
    yield Stop("/doors", "excluded")
    tap(page, "filter-uncovered")
    page.goto("/phone/doors/nobody")
    page.get_by_text("本机没有这一户").wait_for()
    yield Stop(DOOR, "not here")


def my_own_grades(page: Page) -> Iterator[Stop]:
    page.goto("/phone/me/grades")
    page.get_by_test_id("graded-visit").first.wait_for()
    yield Stop("/me/grades", "filled")
    page.context.set_offline(True)
    page.reload()
    page.get_by_test_id("grades-problem").wait_for()
    yield Stop("/me/grades", "offline")
    page.context.set_offline(False)


def nobody_in(page: Page) -> Iterator[Stop]:
    page.goto("/phone/doors")
    tap(page, "door-row")
    page.get_by_test_id("door-name").wait_for()
    yield Stop(DOOR, "filled")
    tap(page, "outcome-other")
    settle(page)
    yield Stop(DOOR, "other outcomes")
    page.get_by_role("button", name="取消").click()
    settle(page)
    tap(page, "outcome-no_answer")
    settle(page)
    yield Stop(DOOR, "when to come back")
    tap(page, "return-write")
    page.get_by_test_id("note").wait_for()
    settle(page)
    yield Stop(VISIT, "nobody in")
    tap(page, "save-visit")
    page.get_by_test_id("undo").wait_for()
    yield Stop(DOOR, "the one before was saved")


def a_talk(page: Page) -> Iterator[Stop]:
    tap(page, "outcome-taught")
    page.get_by_test_id("to-sign").wait_for()
    yield Stop(VISIT, "the talk")
    tap(page, "listener")
    tap(page, "answer-0")
    tap(page, "app-some")
    yield Stop(VISIT, "the talk, filled in")
    tap(page, "to-sign")
    page.get_by_test_id("notice-whole").wait_for()
    yield Stop(VISIT, "the notice")
    tap(page, "save-visit")
    page.get_by_test_id("visit-problem").wait_for()
    yield Stop(VISIT, "not signed")
    for way in ("mark", "paper"):
        tap(page, f"way-{way}")
        yield Stop(VISIT, f"given by {way}")
    tap(page, "way-signed")
    tap(page, "notice-whole")
    sign(page)
    yield Stop(VISIT, "signed")
    tap(page, "save-visit")
    page.get_by_test_id("undo").wait_for()
    settle(page)


def no_will(page: Page) -> Iterator[Stop]:
    tap(page, "outcome-refused")
    page.get_by_test_id("note").fill("他说改天")
    yield Stop(VISIT, "refused")
    tap(page, "way-refused")
    yield Stop(VISIT, "refused to sign")
    settle(page)
    tap(page, "back")
    page.get_by_role("dialog").wait_for()
    settle(page)
    yield Stop(VISIT, "sure to leave")
    page.get_by_role("button", name="离开").click()
    page.get_by_role("button", name="接着写").wait_for()
    settle(page)
    yield Stop(DOOR, "with a draft")
    page.get_by_role("button", name="接着写").click()
    page.get_by_text("清空重写").wait_for()
    yield Stop(VISIT, "a draft brought back")
    page.get_by_text("清空重写").click()
    tap(page, "back")
    page.get_by_test_id("outcome-other").wait_for()


def to_be_excluded(page: Page) -> Iterator[Stop]:
    tap(page, "outcome-other")
    settle(page)
    tap(page, "ask-exclusion")
    page.get_by_test_id("reason-away").wait_for()
    settle(page)
    yield Stop(EXCLUSION, "empty")
    tap(page, "save-exclusion")
    page.get_by_test_id("exclusion-problem").wait_for()
    yield Stop(EXCLUSION, "refused")
    for reason in ("away", "demolished"):
        tap(page, f"reason-{reason}")
        yield Stop(EXCLUSION, reason)


def a_building(page: Page) -> Iterator[Stop]:
    page.goto("/phone/doors")
    page.get_by_test_id("search").fill("东苑")
    page.get_by_text("在全部住户中找到").wait_for()
    yield Stop("/doors", "found")
    tap(page, "door-row")
    tap(page, "open-block")
    page.get_by_test_id("cell").first.wait_for()
    yield Stop(BLOCK, "filled")
    tap(page, "choose-many")
    page.get_by_test_id("choose-row").nth(1).click()
    settle(page)
    yield Stop(BLOCK, "a floor chosen")
    page.goto("/phone/doors/nobody/block")
    page.get_by_text("本机没有这一户").wait_for()
    yield Stop(BLOCK, "not here")


def looking_around(page: Page) -> Iterator[Stop]:
    page.goto("/phone/scan")
    page.get_by_text("打不开摄像头").wait_for()
    yield Stop("/scan/:id?", "no camera")
    page.goto("/phone/map")
    page.get_by_test_id("map-all").wait_for()
    page.locator(".ol-zoom").wait_for()
    settle(page)
    yield Stop("/map", "filled")


def what_was_recorded(page: Page) -> Iterator[Stop]:
    page.goto("/phone/outbox")
    page.get_by_test_id("receipt").first.wait_for()
    yield Stop("/outbox", "received")
    page.context.set_offline(True)
    tap(page, "sync-now")
    page.get_by_text("没有网络").first.wait_for()
    settle(page)
    yield Stop("/outbox", "offline")
    tap(page, "tab-doors")
    page.get_by_test_id("door-row").first.wait_for()
    yield Stop("/doors", "offline")
    page.context.set_offline(False)


def me(page: Page) -> Iterator[Stop]:
    page.goto("/phone/me")
    page.get_by_test_id("week").wait_for()
    yield Stop("/me", "filled")
    tap(page, "add-home-screen")
    page.get_by_test_id("home-screen").locator("svg").wait_for()
    yield Stop("/me", "how to put it on the home screen")
    tap(page, "sign-out")
    page.get_by_role("dialog").wait_for()
    settle(page)
    yield Stop("/me", "sure to sign out")
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    settle(page)


def behind_a_pin(page: Page) -> Iterator[Stop]:
    tap(page, "change-pin")
    page.get_by_test_id("pin-1").wait_for()
    yield Stop("/me", "a PIN is chosen")
    _type(page, EASY_PIN)
    page.get_by_test_id("pin-problem").wait_for()
    yield Stop("/me", "too easy a PIN")
    _type(page, PIN + PIN)
    page.get_by_test_id("week").wait_for()
    page.goto("/phone/doors")
    page.get_by_test_id("lock").wait_for()
    page.get_by_test_id("pin-1").wait_for()
    yield Stop("/doors", "locked")
    _type(page, WRONG_PIN)
    page.get_by_test_id("pin-problem").wait_for()
    yield Stop("/doors", "a wrong PIN")
    tap(page, "pin-forgotten")
    page.get_by_test_id("pin-password").wait_for()
    yield Stop("/doors", "the PIN forgotten")
    page.get_by_test_id("pin-password").fill(PASSWORD)
    tap(page, "pin-reset")
    page.get_by_text("设一个 6 位 PIN").wait_for()
    _type(page, PIN + PIN)
    page.get_by_test_id("door-row").first.wait_for()


def signed_out_by_the_office(page: Page) -> Iterator[Stop]:
    page.context.clear_cookies()
    tap(page, "tab-outbox")
    tap(page, "sync-now")
    page.get_by_role("button", name="重新登录", exact=True).wait_for()
    yield Stop("/outbox", "signed out")
    page.get_by_role("button", name="重新登录", exact=True).click()
    page.get_by_test_id("username").wait_for()
    yield Stop("/sign-in", "again")


def ended_by_the_office(page: Page) -> Iterator[Stop]:
    with asking_as(page, "village") as office:
        owners = office.get("/api/v1/phones/owners").json()["items"]
        (owner,) = [one["id"] for one in owners if one["username"] == "worker1"]
        code = done(office, "/phones/enrolments", data={"user_id": owner})["code"]
        page.goto(f"/phone/enrol#{code.replace(' ', '')}")
        page.get_by_test_id("enrol-owner").wait_for()
        yield Stop("/enrol", "whose it is")
        page.get_by_test_id("enrol-password").fill(PASSWORD)
        tap(page, "enrol")
        page.get_by_test_id("pin-1").wait_for()
        _type(page, PIN)
        page.get_by_test_id("door-row").first.wait_for()
        device = office.get(f"/api/v1/phones/enrolments/{owner}").json()["device_id"]
        done(office, f"/phones/{device}/end")
    page.reload()
    page.get_by_test_id("ended").wait_for()
    page.get_by_text("这部手机已停用").wait_for()
    yield Stop("/doors", "ended")


def _type(page: Page, pin: str) -> None:
    for digit in pin:
        tap(page, f"pin-{digit}")


SCENES: tuple[Scene, ...] = (
    signing_in,
    the_list,
    nobody_in,
    a_talk,
    no_will,
    to_be_excluded,
    not_on_the_roster,
    wrong_on_the_roster,
    a_building,
    looking_around,
    what_was_recorded,
    my_own_grades,
    me,
    behind_a_pin,
    signed_out_by_the_office,
    to_be_checked,
    ended_by_the_office,
)
