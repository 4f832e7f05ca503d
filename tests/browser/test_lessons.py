"""At the desk: what people know after the talk, with how many were asked, as the server counts it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.test_story import VILLAGE, picture, sign_in

pytestmark = pytest.mark.browser


def _cut(rate: float) -> str:
    return f"{int(rate * 1000 + 1e-6) / 10:.1f}%"


def test_what_people_know_stands_beside_what_is_covered(desk: BrowserContext):
    page = desk.new_page()
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()
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
    picture(page, "desk-lessons-merchants")

    page.goto(f"/desk/lessons?scope={VILLAGE}")
    page.get_by_test_id("lessons-table").wait_for()
    picture(page, "desk-lessons-village")
