"""What was begun at a door and signed is not lost to another outcome without a word, at the door or along a corridor."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_story import picture, sign
from tests.browser.test_visit_form import at_a_door

pytestmark = pytest.mark.browser


def signed_and_left(phone: BrowserContext) -> tuple[Page, str]:
    """At a door whose householder has signed, and the form was left without saving."""
    page, door = at_a_door(phone, "family")
    page.get_by_test_id("outcome-taught").click()
    page.get_by_test_id("to-sign").click()
    sign(page)
    expect(page.get_by_test_id("sign-again")).to_be_visible()
    leave(page)
    page.goto(f"/phone/doors/{door}")
    expect(begun(page)).to_be_visible()
    return page, door


def leave(page: Page) -> None:
    # Each stroke is written as it ends.
    page.wait_for_timeout(1000)
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/phone/doors")
    page.get_by_test_id("door-row").first.wait_for()


def begun(page: Page) -> Locator:
    return page.get_by_text("有一次没写完的“已宣传”")


def still_signed(page: Page, door: str) -> None:
    page.goto(f"/phone/doors/{door}/visit/taught")
    expect(page.get_by_test_id("sign-again")).to_be_visible()


def test_another_outcome_is_asked_about_and_the_signature_stays_where_it_is_kept(phone: BrowserContext):
    page, door = signed_and_left(phone)

    page.get_by_test_id("outcome-refused").click()
    expect(page.get_by_text("没写完的“已宣传”不要了？")).to_be_visible()
    picture(page, "phone-giving-up")
    page.get_by_role("button", name="留着").click()

    expect(page.get_by_test_id("outcome-refused")).to_be_visible()
    still_signed(page, door)


def test_no_form_of_another_outcome_opens_over_it(phone: BrowserContext):
    page, door = signed_and_left(phone)

    page.goto(f"/phone/doors/{door}/visit/refused")

    page.wait_for_url(f"**/phone/doors/{door}")
    still_signed(page, door)


def test_given_up_it_is_gone_and_the_other_outcome_is_written(phone: BrowserContext):
    page, door = signed_and_left(phone)

    page.get_by_test_id("outcome-refused").click()
    page.get_by_role("button", name="不要了，记拒绝").click()

    page.wait_for_url(f"**/phone/doors/{door}/visit/refused")
    page.goto(f"/phone/doors/{door}")
    page.get_by_test_id("outcome-refused").wait_for()
    expect(begun(page)).to_be_hidden()


def test_along_a_corridor_it_is_asked_about_too(phone: BrowserContext):
    page, door = signed_and_left(phone)
    page.get_by_test_id("open-block").click()
    page.get_by_test_id("choose-many").click()
    page.get_by_test_id("choose-all").click()
    page.get_by_test_id("save-many").click()

    expect(page.get_by_text("有 1 户没写完的走访不要了？")).to_be_visible()
    page.get_by_role("button", name="留着").click()

    still_signed(page, door)
