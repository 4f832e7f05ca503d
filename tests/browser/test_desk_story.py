"""The office's story: from the county's map to a missing door, its walk on paper, an exclusion, and what moves by it."""

from datetime import timedelta
from io import BytesIO
from unicodedata import normalize

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import clock
from tests.browser.conftest import office_pc
from tests.browser.desk import asked, at_desk, identity_of
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser


def test_four_clicks_to_a_door_its_walk_and_its_exclusion(desk: BrowserContext, browser: Browser, address: str):
    page = at_desk(desk)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()

    door, village = _four_clicks(page, desk)

    assert door["state"] == "uncovered"
    _walk_on_paper(page, door)
    before, past = _figures(desk, village), _figures(desk, village, yesterday)
    with office_pc(browser, address) as station:
        _ask(station, desk, door)
    assert _figures(desk, village) == before, "what is only asked moves nothing"
    _approve(page, door)

    assert _figures(desk, village) == [before[0], before[1] + 1, before[2] - 1, before[3]]
    assert _figures(desk, village, yesterday) == past
    for path in (f"/desk/?scope={village}", f"/desk/doors?scope={village}&state=excluded"):
        for on, figures in (("", _figures(desk, village)), (f"&on={yesterday}", past)):
            page.goto(path + on)
            page.get_by_test_id("identity").wait_for()
            assert identity_of(page) == figures
    picture(page, "desk-story-yesterday")


def _four_clicks(page: Page, desk: BrowserContext) -> tuple[dict, str]:
    """By village, the third from the top, its worst grid, its first door."""
    villages = asked(desk, "/coverage", by="village")["items"]
    third = sorted(villages, key=lambda one: (-one["uncovered"], one["code"]))[2]["code"]
    page.get_by_test_id("by").get_by_text("按村").click()
    page.get_by_test_id("coverage-table").locator("tbody tr").nth(2).click()
    page.wait_for_url(f"**scope={third}**")
    # One of its grids: on a slow machine the list of villages, and this one in it, still stands for a moment.
    page.locator(f"[data-testid^=row-{third[:12]}]:not([data-testid=row-{third}])").first.click()
    page.get_by_test_id("door-row").first.click()
    page.wait_for_url("**/doors/*")
    page.get_by_test_id("door-back").wait_for()
    picture(page, "desk-story-door")
    door = asked(desk, f"/households/{page.url.split('/')[-1].split('?')[0]}")
    assert door["division_code"].startswith(third)
    return door, third


def _figures(desk: BrowserContext, scope: str, on: str = "") -> list[int]:
    total = asked(desk, "/coverage", scope=scope, by="village", **({"on": on} if on else {}))["total"]
    return [total[name] for name in ("covered", "excluded", "uncovered", "registered")]


def _walk_on_paper(page: Page, door: dict) -> None:
    """The grid's missing doors in walking order, as the printer gets them."""
    page.goto(f"/desk/?scope={door['division_code']}")
    page.get_by_test_id("print-menu").click()
    page.get_by_test_id("print-walk").click()
    with page.expect_download() as download:
        page.get_by_test_id("download-pdf").click()
    pages = pypdf.PdfReader(BytesIO(download.value.path().read_bytes())).pages
    # Each file puts its blanks elsewhere.
    words = "".join(normalize("NFKC", "".join(one.extract_text() for one in pages)).split())
    assert door["householder"] in words


def _ask(station: BrowserContext, desk: BrowserContext, door: dict) -> None:
    """The station of the door's town says why, on a neighbour's word."""
    town = door["division_code"][:9] + "000"
    (account,) = (
        a for a in asked(desk, "/accounts", limit="200")["items"] if (a["role"], a["scope"]) == ("station", town)
    )
    page = station.new_page()
    sign_in(page, "desk", account["username"])
    page.get_by_test_id("identity").wait_for()
    back = (clock.today() + timedelta(days=30)).isoformat()
    said = {
        "household_id": door["id"],
        "reason": "away",
        "witness": "王邻居",
        "witness_role": "neighbour",
        "returns_on": back,
    }
    status = page.evaluate(
        "said => fetch('/api/v1/exclusions', {method: 'POST', body: JSON.stringify(said),"
        " headers: {'Content-Type': 'application/json'}}).then(answer => answer.status)",
        said,
    )
    assert status == 201


def _approve(page: Page, door: dict) -> None:
    page.goto("/desk/exclusions")
    page.get_by_test_id("search").fill(door["address"])
    row = page.locator("[data-testid=exclusion-row]", has=page.locator(f"a[href*='{door['id']}']"))
    row.get_by_test_id("approve").click()
    expect(row).to_have_count(0)
