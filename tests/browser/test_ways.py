"""Slips that nobody signs on the screen: a mark, a refusal, a paper slip; given with no network, and read at the station."""

import json
import time
from io import BytesIO
from random import Random
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from app.slips.paper_code import code_of, shown
from tests.browser.conftest import PATIENCE_MS
from tests.browser.sent import all_sent
from tests.browser.test_asking import photo
from tests.browser.test_phone import PIN, enrol, office_code, type_pin
from tests.browser.test_story import begin as take_up
from tests.browser.test_story import picture, record, sign_in
from tests.prints.printed import inside

pytestmark = pytest.mark.browser

WITNESS = "李主任"


def begin(page: Page, outcome: str, way: str) -> str:
    """At the door on the page; answers its id. The form says what it lacks, and keeps nobody guessing."""
    page.get_by_test_id(f"outcome-{outcome}").wait_for()
    door = page.url.rsplit("/", 1)[-1]
    take_up(page, outcome)
    page.get_by_test_id(f"way-{way}").click()
    save(page)
    expect(page.get_by_test_id("visit-problem")).to_be_visible()
    return door


def save(page: Page) -> None:
    page.get_by_test_id("save-visit").click()


def large_photo() -> dict:
    """One that is sent by itself after its visit: nothing makes noise smaller."""
    data = BytesIO()
    Image.frombytes("RGB", (300, 400), Random(1).randbytes(360_000)).save(data, "JPEG")
    return {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def photograph(page: Page, taken: dict) -> None:
    page.get_by_test_id("add-proof").set_input_files(taken)
    page.get_by_test_id("proof").wait_for()


def give_mark(page: Page) -> str:
    """The page is closed by the phone while its camera is in front; nothing of it is lost."""
    door = begin(page, "taught", "mark")
    photograph(page, photo())
    page.reload()
    page.get_by_test_id("proof").wait_for()
    save(page)
    expect(page.get_by_test_id("visit-problem")).to_contain_text("见证人")
    page.get_by_test_id("witness").fill(WITNESS)
    page.get_by_text("不识字", exact=True).click()
    picture(page, "phone-mark")
    save(page)
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    return door


def give_refusal(page: Page) -> str:
    door = begin(page, "refused", "refused")
    page.get_by_test_id("witness").fill(WITNESS)
    page.get_by_test_id("reason").fill("说要等儿子回来")
    picture(page, "phone-refused")
    save(page)
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    return door


def give_paper(page: Page) -> str:
    door = begin(page, "taught", "paper")
    photograph(page, large_photo())
    whose = page.get_by_test_id("paper-code-words")
    page.get_by_test_id("paper-code").fill(shown(code_of(UUID(int=7))))
    expect(whose).to_contain_text("另一户")
    page.get_by_test_id("paper-code").fill(shown(code_of(UUID(door))))
    expect(whose).to_have_text("编码是本户的")
    picture(page, "phone-paper")
    save(page)
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    return door


def test_slips_in_other_ways_reach_the_station_whole(phone: BrowserContext, desk: BrowserContext):
    page, station = phone.new_page(), desk.new_page()
    sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.get_by_test_id("door-row").first.click()

    doors = {"mark": give_mark(page), "refused": give_refusal(page), "paper": give_paper(page)}
    page.goto("/phone/outbox")
    for words in ("不会写字，按手印或拍照", "已当面说明，拒绝签字", "纸质告知单拍照"):
        expect(page.get_by_test_id("entry").filter(has_text=f"告知单：{words}")).to_contain_text("仅在本机")
    # A poor line, that carries words and no pictures.
    phone.route("**/api/v1/blobs/**", lambda route: route.abort())
    phone.set_offline(False)
    expect(page.get_by_test_id("receipt")).to_have_count(3, timeout=60_000)
    expect(page.get_by_test_id("entry").filter(has_text="等照片传到才算数")).to_have_count(1)
    picture(page, "phone-ways")
    phone.unroute_all()
    page.get_by_test_id("sync-now").click()
    all_sent(page)
    expect(page.get_by_text("传到才算数")).to_have_count(0)

    sign_in(station, "desk", "station")
    station.get_by_test_id("identity").wait_for()
    for way, door in doors.items():
        told = station.request.get(f"/api/v1/households/{door}").json()
        visit = told["visits"][0]
        assert (visit["slip"]["way"], visit["slip"]["complete"]) == (way, True)
        assert visit["photos"] == []
        if way == "paper":
            assert station.request.get(f"/api/v1/visits/{visit['id']}/paper").json()["typed"] == "agrees"
        assert told["state"] == ("uncovered" if way == "refused" else "covered")
    look_at_photo(station, doors["mark"])


def look_at_photo(station: Page, door: str) -> None:
    """A photo that stands for a signature is recognised where it is, and pressed to be seen whole."""
    station.goto(f"/desk/doors/{door}")
    expect(station.locator(".el-select__placeholder")).to_contain_text("告知对象：按户的类别")
    station.get_by_test_id("show-slip").first.click()
    small = station.get_by_test_id("proof").locator("img")
    expect(small).to_have_js_property("complete", True)
    assert (small.bounding_box() or {"height": 0})["height"] >= 150
    small.scroll_into_view_if_needed()
    picture(station, "desk-mark")
    station.get_by_test_id("proof").click()
    expect(station.get_by_test_id("proof-large")).to_be_visible()


def sealed(station: Page, door: str) -> dict:
    """What was sealed of the newest slip of a door, as it lies in the printed one."""
    visit = station.request.get(f"/api/v1/households/{door}").json()["visits"][0]
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while True:
        printed = station.request.get(f"/api/v1/visits/{visit['id']}/slip.pdf?reason=case").body()
        # The server's own watch seals a moment after the slip is complete; until then nothing lies in it.
        if PdfReader(BytesIO(printed)).attachments:
            return json.loads(inside(printed)["record"])
        assert time.monotonic() < deadline, "it was never sealed"
        station.wait_for_timeout(1000)


def test_a_phone_with_a_key_signs_what_was_signed_on_it(phone: BrowserContext, desk: BrowserContext):
    office, page = desk.new_page(), phone.new_page()
    enrol(page, office_code(office, "方晓禾"))
    type_pin(page, PIN + PIN)
    page.get_by_test_id("door-row").first.click()
    page.get_by_test_id("outcome-taught").wait_for()
    door = page.url.rsplit("/", 1)[-1]
    record(page, "taught")
    page.goto("/phone/outbox")
    type_pin(page, PIN)
    all_sent(page)

    told = sealed(office, door)

    assert (told["statement"]["way"], told["device_sig_good"]) == ("signed", "yes")
