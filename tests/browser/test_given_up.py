"""A signature that is given up is gone: nothing of it comes back with the next stroke."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_story import begin, picture, sign, sign_in

pytestmark = pytest.mark.browser

# From the first to the last column with ink in it, in parts of the pad's width; null of none.
INK = """canvas => {
  const { width, height } = canvas
  const dots = canvas.getContext('2d').getImageData(0, 0, width, height).data
  const inked = [...Array(width).keys()].filter(x => [...Array(height).keys()].some(y => dots[(y * width + x) * 4 + 3]))
  return inked.length ? [inked[0] / width, inked.at(-1) / width] : null
}"""


def ink(page: Page) -> list[float] | None:
    return page.get_by_test_id("signature-pad").evaluate(INK)


def stroke_on_the_right(page: Page) -> None:
    box = page.get_by_test_id("signature-pad").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.8, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(8):
        page.mouse.move(x + step * 3, y + step * 4)
    page.mouse.up()


@pytest.mark.parametrize("changed", ["audience", "signer"])
def test_other_words_or_another_signer_empty_the_pad(phone: BrowserContext, changed: str):
    page = phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.click()
    begin(page, "taught")
    page.get_by_test_id("signature-pad").wait_for()
    sign(page)
    assert ink(page) is not None

    if changed == "audience":
        page.get_by_test_id("audience-elderly").click()
    else:
        page.get_by_test_id("signer-relation").select_option("spouse")

    expect(page.get_by_test_id("sign-again")).to_have_count(0)
    assert ink(page) is None
    page.get_by_test_id("signature-pad").scroll_into_view_if_needed()
    stroke_on_the_right(page)
    expect(page.get_by_test_id("sign-again")).to_be_visible()
    left, _right = ink(page) or [0, 0]
    assert left > 0.7
    picture(page, f"phone-given-up-{changed}")
