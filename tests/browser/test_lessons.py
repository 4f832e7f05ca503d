"""At the desk: what people know after the talk, with how many were asked, as the server counts it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import at_desk
from tests.browser.test_story import VILLAGE, picture

pytestmark = pytest.mark.browser


def _cut(rate: float) -> str:
    return f"{int(rate * 1000 + 1e-6) / 10:.1f}%"


def test_what_people_know_stands_beside_what_is_covered(desk: BrowserContext):
    page = at_desk(desk)
    page.goto("/desk/lessons")
    told = page.request.get("/api/v1/coverage/lessons?by=town").json()

    knows = told["total"]["knows"]
    assert 0 < knows["homes"] < told["total"]["covered"]
    expect(page.get_by_test_id("share-knows")).to_contain_text(_cut(knows["rate"]))
    expect(page.get_by_test_id("share-knows")).to_contain_text(f"{knows['homes']:,} 户 {knows['whole']:,} 题")
    expect(page.get_by_test_id("lessons-table").locator("tbody tr")).to_have_count(len(told["items"]))
    for line in told["items"]:
        row = page.get_by_test_id(f"lessons-{line['code']}")
        rate = line["knows"]["rate"]
        expect(row).to_contain_text("没有问过" if rate is None else _cut(rate))
    picture(page, "desk-lessons")

    page.get_by_test_id("kind").get_by_text("商户").click()
    merchants = page.request.get("/api/v1/coverage/lessons?by=town&kind=merchant").json()["total"]
    expect(page.get_by_test_id("lessons-total")).to_contain_text(f"{merchants['covered']:,}")
    expect(page.get_by_test_id("share-installed")).to_contain_text("没有问过")
    called, posters = merchants["calls_back"], merchants["posters"]
    assert 0 < called["part"] < called["whole"] == called["homes"] < posters["homes"]
    expect(page.get_by_test_id("share-calls_back")).to_contain_text(_cut(called["rate"]))
    expect(page.get_by_test_id("share-calls_back")).to_contain_text(f"{called['homes']:,} 户")
    expect(page.get_by_test_id("posters")).to_contain_text(f"{posters['put_up']:,} 张")
    expect(page.get_by_test_id("posters")).to_contain_text(f"{posters['homes']:,} 户")
    picture(page, "desk-lessons-merchants")

    page.goto(f"/desk/lessons?scope={VILLAGE}")
    page.get_by_test_id("lessons-table").wait_for()
    picture(page, "desk-lessons-village")


def test_a_firms_visit_says_what_was_done_there(desk: BrowserContext):
    page = at_desk(desk)
    doors = page.request.get("/api/v1/households?kind=merchant&state=covered&limit=1").json()["items"]
    visits = page.request.get(f"/api/v1/households/{doors[0]['id']}").json()["visits"]
    firms = [visit["firm"] for visit in visits if visit["firm"]]
    assert firms

    page.goto(f"/desk/doors/{doors[0]['id']}")

    said = page.get_by_test_id("visit-firm")
    expect(said).to_have_count(len(firms))
    expect(said.first).to_contain_text(f"贴海报 {firms[0]['posters']} 张")
    picture(page, "desk-door-firm")
