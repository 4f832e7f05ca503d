"""A notice that the county words for old people is read, signed and kept at a door, with the very words that were on the screen."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk import asked
from tests.browser.test_story import begin, picture, sign, sign_in

WORDS = "：\n保健品治不了病。96110 打来请接，被骗马上打 110。\n请装国家反诈中心 App。"

pytestmark = pytest.mark.browser


def test_a_notice_is_worded_on_the_desk_and_signed_on_the_phone(phone: BrowserContext, desk: BrowserContext):
    office = desk.new_page()
    _word_for_old_people(office)

    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.wait_for()
    # The phone's own session asks for one door of a family.
    (door, *_) = asked(phone, "/households", kind="family", state="uncovered")["items"]
    page.goto(f"/phone/doors/{door['id']}")
    begin(page, "taught")
    expect(page.get_by_test_id("audience-family")).to_have_attribute("aria-checked", "true")
    picture(page, "phone-notice-family")
    _sign_under_other_words(page)
    read = _take_up_the_draft(page)
    assert read.startswith(f"{door['householder']}户{WORDS}20")
    page.get_by_test_id("save-visit").click()
    expect(page.get_by_test_id("save-visit")).to_be_hidden()

    office.goto("/desk/notices?audience=elderly")
    _until_signed(office)
    slip = asked(desk, f"/households/{door['id']}")["visits"][0]["slip"]
    assert (slip["audience"], slip["template_version"], slip["title"]) == ("elderly", 2, "给老人家的话")
    assert slip["text"].startswith(read)


def _sign_under_other_words(page: Page) -> None:
    """Whatever was signed under other words is given up: another notice's, or those by which somebody else signs."""
    again = page.get_by_test_id("sign-again")
    sign(page)
    expect(again).to_be_visible()
    page.get_by_test_id("audience-elderly").click()
    expect(again).to_be_hidden()
    expect(page.get_by_test_id("notice-text")).to_contain_text("保健品治不了病")
    picture(page, "phone-notice-elderly")
    sign(page)
    page.get_by_test_id("signer-relation").select_option("spouse")
    expect(again).to_be_hidden()
    page.get_by_test_id("signer-relation").select_option("self")
    sign(page)
    expect(again).to_be_visible()


def _take_up_the_draft(page: Page) -> str:
    """The audience is remembered with it, and the signature with its words; answers those."""
    page.reload()
    expect(page.get_by_test_id("audience-elderly")).to_have_attribute("aria-checked", "true")
    expect(page.get_by_test_id("sign-again")).to_be_visible()
    picture(page, "phone-notice-again")
    return page.get_by_test_id("notice-text").text_content() or ""


def _word_for_old_people(page: Page) -> None:
    """Change the text, see it filled, be warned of nothing, and let it become the second version."""
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()
    page.goto("/desk/notices?audience=elderly")
    page.get_by_test_id("write-notice").click()
    body = page.get_by_test_id("notice-body")
    body.fill("{phone}")
    expect(page.get_by_test_id("notice-problem")).to_contain_text("{phone}")
    page.get_by_test_id("store-notice").click()
    expect(page.get_by_test_id("store-confirm")).to_be_hidden()
    expect(body).to_be_focused()
    expect(page.get_by_test_id("notice-problem")).to_be_in_viewport()
    expect(page.get_by_test_id("notice-problem")).to_contain_text("{户主（负责人）}")
    picture(page, "desk-notice-wrong")
    page.get_by_test_id("notice-title").fill("给老人家的话")
    body.fill(f"户{WORDS}")
    expect(page.get_by_test_id("notice-warnings").locator("li")).to_have_count(3)
    expect(page.get_by_test_id("notice-silent")).to_contain_text("虚假贷款")
    picture(page, "desk-notice-warned")
    body.press("Control+Home")
    page.get_by_test_id("blank-householder").click()
    expect(body).to_have_value(re.compile(r"^\{户主（负责人）\}户"))
    body.press("Control+End")
    page.get_by_test_id("blank-day").click()
    expect(page.get_by_test_id("notice-warnings").locator("li")).to_have_count(1)
    expect(page.get_by_test_id("notice-sheet")).to_contain_text("王建国户：")
    page.get_by_test_id("store-notice").click()
    picture(page, "desk-notice-store")
    # Frauds that are ticked and named nowhere are stored only by who says so.
    expect(page.get_by_test_id("store-silent")).to_contain_text("虚假贷款")
    expect(page.get_by_test_id("store-silent")).not_to_contain_text("保健品")
    expect(page.get_by_test_id("store-confirm")).to_be_disabled()
    page.get_by_test_id("store-sure").click()
    page.get_by_test_id("store-confirm").click()
    expect(page.get_by_test_id("notice-version")).to_contain_text("第 2 版")
    expect(page.get_by_test_id("notice-row")).to_have_count(2)
    picture(page, "desk-notice")


def _until_signed(page: Page) -> None:
    """The phone hands in by itself."""
    for _ in range(60):
        if page.get_by_test_id("notice-slips").inner_text() == "1 份":
            return
        page.wait_for_timeout(500)
        page.reload()
        page.get_by_test_id("notice-slips").wait_for()
    raise AssertionError("the slip never came")
