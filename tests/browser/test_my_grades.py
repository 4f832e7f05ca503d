"""On the phone: how far my own visits of this week are supported and why, also where there is no network any more."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_story import picture, record, sign_in

pytestmark = pytest.mark.browser


def _shown(page: Page) -> list[str]:
    return [" ".join(row.split()) for row in page.get_by_test_id("graded-visit").all_inner_texts()]


def test_my_own_week_is_told_with_reasons_and_kept_for_where_there_is_no_network(phone: BrowserContext):
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.click()
    name = record(page, "taught")
    page.goto("/phone/outbox")
    page.get_by_test_id("sync-now").click()
    expect(page.get_by_test_id("receipt").first).to_be_visible()

    page.goto("/phone/me")
    page.get_by_test_id("to-grades").click()
    told = page.get_by_test_id("graded-visit")
    expect(told.first).to_contain_text(name)
    answer = page.request.get("/api/v1/grades/mine").json()
    first = answer["visits"][0]
    for reason in first["reasons"]:
        expect(told.first).to_contain_text(reason["said"])
    for letter in "ABCD":
        count = sum(one["grade"] == letter for one in answer["visits"])
        expect(page.get_by_test_id(f"grade-{letter}")).to_have_text(f"{count} 次")
    expect(page.get_by_test_id("grades-asked")).to_contain_text("今天")
    picture(page, "phone-grades")
    before = _shown(page)

    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.reload()

    expect(page.get_by_test_id("grades-problem")).to_contain_text("连不上服务器")
    expect(page.get_by_test_id("grades-asked")).to_contain_text("问到的")
    assert _shown(page) == before
    picture(page, "phone-grades-offline")


def test_what_was_never_told_is_not_made_up(phone: BrowserContext):
    page = phone.new_page()
    sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.goto("/phone/me/grades")

    expect(page.get_by_text("还没有问过")).to_be_visible()
    expect(page.get_by_test_id("graded-visit")).to_have_count(0)
    picture(page, "phone-grades-none")
