"""The story: a worker records three visits with the network cut, and the station's map moves."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app.demo.accounts import PASSWORD
from tests.browser.conftest import PICTURES

# 新庄村, which worker1 walks a part of.
VILLAGE = "341825100200"

pytestmark = pytest.mark.browser


def sign_in(page: Page, app: str, username: str) -> None:
    page.goto(f"/{app}/")
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def sign(page: Page) -> None:
    """Draw a few strokes with the pen."""
    pad = page.get_by_test_id("signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for stroke in range(3):
        x, y = box["x"] + 60 + stroke * 60, box["y"] + 45
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(10):
            page.mouse.move(x + step * 4, y + (step % 4) * 15)
        page.mouse.up()


def begin(page: Page, outcome: str) -> None:
    """At a door: the outcome, and past the talk or the time to come back to where there is something to write or to sign."""
    page.get_by_test_id(f"outcome-{outcome}").click()
    beyond = {"taught": "to-sign", "no_answer": "return-write"}
    if outcome in beyond:
        page.get_by_test_id(beyond[outcome]).click()


def record(page: Page, outcome: str) -> str:
    """At a door: the outcome, what it needs, and save; answers whose door it was."""
    page.get_by_test_id(f"outcome-{outcome}").wait_for()
    name = page.get_by_test_id("door-name").inner_text()
    begin(page, outcome)
    if outcome == "taught":
        sign(page)
    page.get_by_test_id("save-visit").click()
    # The form closes when the phone's own database has the visit, and not before.
    expect(page.get_by_test_id("save-visit")).to_be_hidden()
    return name


def figures(page: Page) -> dict[str, int]:
    """The figures of the village on the page, which must add up."""
    sign = page.get_by_test_id("identity").inner_text()
    covered, excluded, uncovered, registered = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", sign)[:4])
    assert covered + excluded + uncovered == registered
    return {"covered": covered, "uncovered": uncovered, "registered": registered}


def test_three_visits_without_a_network_reach_the_station(phone: BrowserContext, desk: BrowserContext, tmp_path: Path):
    station = desk.new_page()
    sign_in(station, "desk", "station")
    station.get_by_test_id("identity").wait_for()
    station.goto(f"/desk/?scope={VILLAGE}")
    before, listed_before = figures(station), _uncovered(station, tmp_path / "before.xlsx")

    taught = _record_three_offline(phone)
    _come_back(phone)

    station.reload()
    after, listed_after = figures(station), _uncovered(station, tmp_path / "after.xlsx")
    picture(station, "desk-after")
    assert after == {**before, "covered": before["covered"] + 1, "uncovered": before["uncovered"] - 1}
    (gone,) = set(listed_before) - set(listed_after)
    assert gone.startswith(taught)


def _record_three_offline(phone: BrowserContext) -> str:
    """Sign in, lose the network, knock at three doors, reload; answers who was taught."""
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.get_by_test_id("door-row").first.click()
    taught = record(page, "taught")
    record(page, "no_answer")
    record(page, "refused")
    page.goto("/phone/")
    page.reload()
    page.get_by_test_id("door-row").first.wait_for()
    expect(page.get_by_test_id("outbox-badge")).to_contain_text("3")
    picture(page, "phone-offline")
    page.close()
    return taught


def _come_back(phone: BrowserContext) -> None:
    """Open the phone again, still without a network, then let it have one: three receipts."""
    page = phone.new_page()
    page.goto("/phone/outbox")
    expect(page.get_by_test_id("entry")).to_have_count(3)
    assert page.get_by_test_id("receipt").count() == 0
    phone.set_offline(False)
    expect(page.get_by_test_id("receipt")).to_have_count(3, timeout=60_000)
    picture(page, "phone-receipts")


def _uncovered(page: Page, path: Path) -> list[str]:
    """The doors of the uncovered workbook as the page gives it, after checking its identity."""
    page.get_by_test_id("export").first.click()
    with page.expect_download() as download:
        page.get_by_test_id("download-xlsx").click()
    page.get_by_test_id("export-close").click()
    download.value.save_as(path)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
    covered, excluded, uncovered, registered = map(int, re.findall(r"\d+", rows[1][0])[:4])
    head = next(number for number, row in enumerate(rows) if row[0] == "序号")
    doors = rows[head + 1 :]
    assert covered + excluded + uncovered == registered
    assert len(doors) == uncovered
    householder, title, address = (rows[head].index(column) for column in ("户主（负责人）", "名称", "地址"))
    # Two files write a blank before a number each in their own way.
    return [f"{door[title] or door[householder]} {door[address].replace(' ', '')}" for door in doors]
