"""A neighbour's sheet, or a code that is none: said at the button, and asked about before it is saved; what was typed reaches the desk."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.sent import all_sent
from tests.browser.test_story import begin, picture, sign_in
from tests.prints.printed import photo, scans

pytestmark = pytest.mark.browser


def sheet(station: Page, door: str) -> dict:
    """Its blank slip, printed at the station and photographed."""
    printed = station.request.get(f"/api/v1/households/{door}/blank-slip.pdf")
    assert printed.ok
    return {"name": "paper.jpg", "mimeType": "image/jpeg", "buffer": photo(scans(printed.body())[0])}


def test_another_homes_sheet_is_asked_about_and_a_mistyped_code_kept(phone: BrowserContext, desk: BrowserContext):
    page, station = phone.new_page(), desk.new_page()
    sign_in(station, "desk", "station")
    station.get_by_test_id("identity").wait_for()
    sign_in(page, "phone", "worker2")
    rows = page.get_by_test_id("door-row")
    rows.nth(1).wait_for()
    door, other = (rows.nth(at).get_attribute("data-id") or "" for at in (0, 1))
    rows.first.click()
    begin(page, "taught")
    page.get_by_test_id("way-paper").click()
    page.get_by_test_id("add-proof").set_input_files(sheet(station, other))
    doubts = page.get_by_test_id("sheet-doubts")
    expect(doubts).to_contain_text("照片上的二维码是另一户的（")
    page.get_by_test_id("paper-code").fill("AAAA BBBB C")
    expect(doubts).to_be_in_viewport()
    expect(doubts).to_contain_text("编码还不对")
    picture(page, "phone-paper-doubts")

    page.get_by_test_id("save-visit").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("照片上的二维码是另一户的")
    # It is asked first: nothing is being saved behind it.
    expect(page.get_by_test_id("save-visit")).to_have_text("保存到本机")
    picture(page, "phone-paper-asked")
    question.get_by_text("回去核对").click()
    expect(page.get_by_test_id("save-visit")).to_be_visible()
    page.get_by_test_id("remove-proof").click()
    page.get_by_test_id("add-proof").set_input_files(sheet(station, door))
    expect(doubts).to_have_text("编码还不对，请对照纸上再看一遍")
    page.get_by_test_id("save-visit").click()
    question.get_by_text("照样保存").click()
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    all_sent(page)

    visit = station.request.get(f"/api/v1/households/{door}").json()["visits"][0]
    note = station.request.get(f"/api/v1/visits/{visit['id']}/paper").json()["note"]
    assert note == "照片上的二维码是本户的，填写的编码 AAAA BBBB C 不对，可能写错了字"
