"""At the desk: hints that are read whole, an ID number that is wrong at its field, and a door that is not there."""

import re
import uuid

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk import at_desk
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser

# How wide the hint is in the field's own letters, and how much room the field has for it.
_WIDTHS = """field => {
  const style = getComputedStyle(field), pen = document.createElement('canvas').getContext('2d')
  pen.font = style.font
  return [pen.measureText(field.placeholder).width, field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)]
}"""


@pytest.fixture
def page(desk: BrowserContext) -> Page:
    """The office, signed in."""
    return at_desk(desk)


@pytest.mark.parametrize("path", ["/desk/doors", "/desk/cases"])
def test_the_hint_of_a_search_is_not_cut_off(page: Page, path: str):
    page.goto(path)

    hint, room = page.get_by_test_id("search").evaluate(_WIDTHS)

    assert hint <= room
    picture(page, f"desk-search{path.replace('/', '-')}")


def test_a_wrong_id_number_is_marked_at_its_field(page: Page):
    page.goto("/desk/cases")
    page.get_by_test_id("new-case").click()
    page.get_by_test_id("id-number").fill("110105194912310021")
    page.get_by_test_id("case-send").click()

    wrong = page.get_by_test_id("id-number-wrong")
    expect(wrong).to_have_text("校验不通过，请核对有没有抄错。")
    picture(page, "desk-case-wrong")
    page.get_by_test_id("id-number").fill("11010519491231002x")
    expect(wrong).to_be_empty()


def test_a_door_that_is_not_there_offers_the_way_back_and_no_second_try(page: Page):
    page.goto(f"/desk/doors/{uuid.uuid4()}")

    page.get_by_test_id("way-out").wait_for()
    expect(page.get_by_role("button", name="重试")).to_have_count(0)
    picture(page, "desk-no-door")
    page.get_by_test_id("way-out").click()
    expect(page).to_have_url(re.compile(r"/desk/doors$"))


def test_so_does_a_case_that_is_not_there(page: Page):
    page.goto(f"/desk/cases/{uuid.uuid4()}")

    expect(page.get_by_text("没有这起案件")).to_be_visible()
    expect(page.get_by_role("button", name="重试")).to_have_count(0)
    page.get_by_test_id("way-out").click()
    expect(page).to_have_url(re.compile(r"/desk/cases$"))
