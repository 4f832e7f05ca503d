"""Another family lives at a door: its page says so, and the notice and whoever signs are theirs; a known address is asked about."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_story import picture
from tests.browser.test_visit_form import at_a_door

pytestmark = pytest.mark.browser

NAME = "钱新户"
OPEN_FORMS = "async () => (await navigator.locks.query()).held.filter((lock) => lock.name === 'qiaomen-form').length"


def _report(page: Page) -> None:
    page.get_by_test_id("wrong").click()
    page.get_by_test_id("wrong-family").click()
    page.get_by_test_id("right-householder").fill(NAME)
    # No newer version of the app may take the page from under what is typed here.
    assert page.evaluate(OPEN_FORMS) == 1
    page.get_by_test_id("save-correction").click()
    expect(page.get_by_test_id("family")).to_contain_text(NAME)
    expect(page.get_by_test_id("entry-family")).to_contain_text(NAME)


def test_a_reported_family_is_told_and_signs_itself(phone: BrowserContext):
    page, _ = at_a_door(phone, "family")
    address = page.locator(".address").first.inner_text()
    _report(page)
    expect(page.get_by_test_id("right-householder")).to_be_hidden()
    assert page.evaluate(OPEN_FORMS) == 0
    picture(page, "phone-moved-door")

    page.get_by_test_id("outcome-refused").click()
    page.get_by_test_id("way-refused").click()
    expect(page.get_by_test_id("signer-name")).to_have_value(NAME)
    # The nearest door may be a shop: told by its name and whoever answers for it now.
    expect(page.get_by_test_id("notice-text")).to_contain_text(re.compile(f"({NAME}户|\\S {NAME})（"))
    expect(page.get_by_test_id("refusal-words")).to_contain_text("听完了、不肯签字")
    picture(page, "phone-moved-notice")

    page.goto("/phone/doors")
    page.get_by_test_id("search").fill("zzzzz")
    page.get_by_test_id("new-door").click()
    expect(page.get_by_test_id("new-householder")).to_have_value("")
    page.get_by_test_id("new-householder").fill("孙新来")
    page.get_by_test_id("new-address").fill(address)
    page.get_by_test_id("save-new").click()
    expect(page.get_by_role("dialog")).to_contain_text("这个地址名册上已经有了")
    picture(page, "phone-new-door-asked")
    page.get_by_text("回去看看").click()
    expect(page.get_by_test_id("save-new")).to_be_visible()
