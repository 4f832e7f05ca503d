"""A worker finds a door that the roster lacks, with no network: visits it at once, and it counts when the desk confirms it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PLACE
from tests.browser.desk import VILLAGE, asked
from tests.browser.test_story import figures, picture, record, sign_in

pytestmark = pytest.mark.browser

NAME = "欧阳新来"

# What a field held in the instant in which it came to the page.
_FIRST_SEEN = """new Promise((seen) => new MutationObserver((_, watching) => {
  const field = document.querySelector('[data-testid=new-address]')
  if (!field) return
  watching.disconnect()
  seen(field.value)
}).observe(document, { childList: true, subtree: true })).then((value) => (window.firstSeen = value))"""


def add(page: Page, name: str, address: str = "", is_known: bool = False) -> None:
    """From a search that found nothing to the door's own page."""
    page.get_by_test_id("search").fill(name)
    page.get_by_test_id("new-door").click()
    expect(page.get_by_test_id("new-householder")).to_have_value(name)
    # Where the door before stands, without its number.
    expect(page.get_by_test_id("new-address")).not_to_have_value("")
    if address:
        page.get_by_test_id("new-address").fill(address)
    expect(page.get_by_test_id("new-position")).to_contain_text("位置已取到")
    picture(page, "phone-new-door-form")
    page.get_by_test_id("save-new").click()
    if is_known:
        page.get_by_role("button", name="不是，照样报").click()
    expect(page.get_by_test_id("door-name")).to_contain_text(name)


def _worker(phone: BrowserContext) -> Page:
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").nth(3).wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    return page


def _station(desk: BrowserContext) -> Page:
    page = desk.new_page()
    sign_in(page, "desk", "station")
    page.get_by_test_id("identity").wait_for()
    return page


def _changes_their_mind(page: Page) -> None:
    """Back from the form is the list that they came from, and what they searched for stands there."""
    page.get_by_test_id("search").fill(NAME)
    page.get_by_test_id("new-door").click()
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("search")).to_have_value(NAME)


def test_a_door_that_the_roster_lacks_is_visited_at_once_and_counts_once_it_is_confirmed(
    phone: BrowserContext, desk: BrowserContext
):
    station = _station(desk)
    station.goto(f"/desk/?scope={VILLAGE}")
    before = figures(station)
    page = _worker(phone)
    phone.set_offline(True)

    _changes_their_mind(page)
    add(page, NAME, "村东头新房9号")
    expect(page.get_by_test_id("proposed-door")).to_be_visible()
    picture(page, "phone-new-door")
    assert NAME in record(page, "taught")

    page.goto("/phone/doors")
    expect(page.get_by_test_id("proposed-count")).to_contain_text("另有 1 户待核实")
    page.get_by_test_id("search").fill(NAME)
    row = page.get_by_test_id("door-row")
    expect(row).to_contain_text("待核实")
    picture(page, "phone-new-door-found")
    door_id = row.get_attribute("data-id")
    phone.set_offline(False)
    _until_received(page, door_id)
    station.reload()
    assert figures(station) == before

    _confirm(station)

    station.goto(f"/desk/?scope={VILLAGE}")
    after = figures(station)
    assert (after["registered"], after["covered"]) == (before["registered"] + 1, before["covered"] + 1)
    assert asked(desk, f"/households/{door_id}")["state"] == "covered"
    station.goto(f"/desk/doors/{door_id}")
    expect(station.get_by_text(NAME).first).to_be_visible()
    picture(station, "desk-new-door-registered")
    _hear(page, door_id)


def test_the_likely_address_never_comes_between_two_strokes(phone: BrowserContext):
    page = _worker(phone)
    page.get_by_test_id("search").fill("zzzzz")
    page.evaluate(f"void {_FIRST_SEEN}")

    page.get_by_test_id("new-door").click()

    page.get_by_test_id("new-address").wait_for()
    assert page.evaluate("window.firstSeen")


def test_an_address_is_written_out_and_what_is_wrong_is_marked_at_its_field(phone: BrowserContext):
    page = _worker(phone)
    page.get_by_test_id("search").fill("zzzzz")
    page.get_by_test_id("new-door").click()
    page.get_by_test_id("new-householder").fill("公孙无牌")
    address = page.get_by_test_id("new-address")

    page.get_by_test_id("save-new").click()

    expect(page.get_by_test_id("new-problem")).to_contain_text("补上门牌号")
    expect(address).to_have_attribute("aria-invalid", "true")
    picture(page, "phone-new-door-no-number")
    address.fill("村口第一家")
    page.get_by_test_id("new-phone").fill("123")
    page.get_by_test_id("save-new").click()
    expect(page.get_by_test_id("new-phone")).to_have_attribute("aria-invalid", "true")
    expect(address).not_to_have_attribute("aria-invalid", "true")
    picture(page, "phone-new-door-wrong-phone")


def test_a_refused_one_says_why_on_the_phone(phone: BrowserContext, desk: BrowserContext):
    page = _worker(phone)
    add(page, "上官重报", "村西头旧仓库旁")
    station = _station(desk)
    expect(page.get_by_test_id("proposed")).to_contain_text("等派出所或县级核实")

    station.goto("/desk/proposals")
    row = station.get_by_test_id("proposal-row").filter(has_text="上官重报")
    expect(row).to_be_visible()
    before = _badge(station)
    assert before == station.get_by_test_id("proposal-row").count()
    row.get_by_test_id("refuse").click()
    picture(station, "desk-proposal-refusing")
    station.get_by_role("dialog").get_by_role("textbox").fill("和隔壁是同一户")
    station.get_by_role("dialog").get_by_role("button", name="不采纳").click()
    expect(station.get_by_test_id("proposal-row").filter(has_text="上官重报")).to_have_count(0)
    assert _badge(station) == before - 1

    page.goto("/phone/outbox")
    expect(page.get_by_test_id("proposed").first).to_contain_text("和隔壁是同一户", timeout=90_000)
    picture(page, "phone-new-door-refused")
    page.goto("/phone/doors")
    page.get_by_test_id("search").fill("上官重报")
    expect(page.get_by_test_id("new-door")).to_be_visible()


def test_one_at_an_address_of_the_register_is_asked_about_first(phone: BrowserContext, desk: BrowserContext):
    page = _worker(phone)
    there = asked(desk, "/households", scope=VILLAGE, kind="family", limit="1")["items"][0] if _station(desk) else {}
    add(page, "司徒再报", there["address"], is_known=True)
    station = desk.new_page()
    expect(page.get_by_test_id("proposed")).to_contain_text("等派出所或县级核实")

    station.goto("/desk/proposals")
    row = station.get_by_test_id("proposal-row").filter(has_text="司徒再报")
    row.get_by_test_id("confirm").click()
    dialog = station.get_by_role("dialog")
    expect(dialog).to_contain_text(there["householder"])
    picture(station, "desk-proposal-alike")
    dialog.get_by_test_id("that-door").first.click()
    expect(row).to_have_count(0)

    page.goto("/phone/outbox")
    expect(page.get_by_test_id("proposed").first).to_contain_text("名册上已有这一户", timeout=90_000)


def test_what_is_wrong_on_the_roster_is_told_in_a_couple_of_taps(phone: BrowserContext, desk: BrowserContext):
    page = _worker(phone)
    door_id = page.get_by_test_id("door-row").nth(3).get_attribute("data-id")
    phone.set_offline(True)
    page.goto(f"/phone/doors/{door_id}")
    page.get_by_test_id("wrong").click()
    expect(page.get_by_test_id("wrong-position")).to_contain_text("误差约")
    page.wait_for_timeout(350)
    picture(page, "phone-wrong")
    page.get_by_test_id("wrong-position").click()
    for kind in ("phone", "family"):
        page.get_by_test_id("wrong").click()
        page.get_by_test_id(f"wrong-{kind}").click()
        if kind == "family":
            page.get_by_test_id("right-householder").fill("令狐新住")
        page.get_by_test_id("right-phone").fill("139 8888 0000")
        page.wait_for_timeout(350)
        picture(page, f"phone-wrong-{kind}")
        page.get_by_test_id("save-correction").click()
    expect(page.get_by_test_id("entry")).to_have_count(3)
    phone.set_offline(False)
    expect(page.get_by_test_id("proposed")).to_have_count(3, timeout=90_000)
    expect(page.get_by_test_id("proposed").first).to_contain_text("等派出所或县级核实")
    picture(page, "phone-wrong-told")

    station = _station(desk)
    station.goto("/desk/proposals")
    rows = station.get_by_test_id("proposal-row").filter(has=station.locator(f'a[href*="{door_id}"]'))
    expect(rows).to_have_count(3)
    picture(station, "desk-corrections")
    # The newest first: with the family the telephone goes that was told of the one before.
    for left in (1, 0):
        rows.first.get_by_test_id("confirm").click()
        expect(rows).to_have_count(left)
    shown = asked(desk, f"/households/{door_id}")
    assert (shown["householder"], shown["phone"], shown["lat"]) == ("令狐新住", "139****0000", PLACE[0])
    page.goto(f"/phone/doors/{door_id}")
    expect(page.get_by_test_id("door-name")).to_contain_text("令狐新住", timeout=90_000)


def _badge(station: Page) -> int:
    """The number beside 名册核实 in the bar."""
    station.wait_for_load_state("networkidle")
    station.get_by_role("button", name="审核").click()
    shown = station.get_by_test_id("waiting-proposals")
    number = int(shown.inner_text()) if shown.count() else 0
    station.get_by_role("button", name="审核").click()
    return number


def _until_received(page: Page, door_id: str | None) -> None:
    """Both have come, and the visit says what it waits for, also after everything was read anew."""
    page.goto(f"/phone/doors/{door_id}")
    expect(page.get_by_test_id("receipt")).to_have_count(2, timeout=90_000)
    expect(page.get_by_test_id("proposed")).to_contain_text("等派出所或县级核实")
    picture(page, "phone-new-door-waiting")


def _confirm(station: Page) -> None:
    station.goto("/desk/proposals")
    row = station.get_by_test_id("proposal-row").filter(has_text=NAME)
    expect(row).to_contain_text("1 条")
    picture(station, "desk-proposals")
    row.get_by_test_id("confirm").click()
    expect(station.get_by_test_id("proposal-row").filter(has_text=NAME)).to_have_count(0)
    picture(station, "desk-proposals-confirmed")


def _hear(page: Page, door_id: str | None) -> None:
    """The phone hears of it, and counts the door like any other."""
    page.goto(f"/phone/doors/{door_id}")
    expect(page.get_by_test_id("proposed")).to_contain_text("已核实", timeout=90_000)
    expect(page.get_by_test_id("proposed-door")).to_have_count(0)
    picture(page, "phone-new-door-confirmed")
    page.goto("/phone/doors")
    page.get_by_test_id("door-row").first.wait_for()
    expect(page.get_by_test_id("proposed-count")).to_have_count(0)
