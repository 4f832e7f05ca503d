"""From door to door with no network: the next one, a building floor by floor, a corridor at once, and finding any of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import phone_at
from tests.browser.estate import CORRIDOR, FLATS, HERE, STREET, estate
from tests.browser.sent import all_sent
from tests.browser.test_story import picture, record, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def estate_address() -> Iterator[str]:
    """A county with a building, a corridor and a street."""
    with estate() as url:
        yield url


@pytest.fixture
def walker(browser: Browser, estate_address: str) -> Iterator[Page]:
    """A phone before the building, whose network is cut once it has its doors."""
    with phone_at(browser, estate_address, HERE) as context:
        page = context.new_page()
        sign_in(page, "phone", "worker1")
        rows(page).first.wait_for()
        page.evaluate("navigator.serviceWorker.ready")
        context.set_offline(True)
        yield page


def rows(page: Page) -> Locator:
    return page.get_by_test_id("door-row")


def find(page: Page, typed: str) -> Locator:
    page.get_by_test_id("search").fill(typed)
    expect(page.get_by_text("在全部住户中找到")).to_be_visible()
    return rows(page)


def test_the_next_door_is_the_next_on_the_floor_and_then_on_the_nearest(walker: Page):
    find(walker, "sxx").first.click()
    record(walker, "no_answer")
    expect(walker.get_by_test_id("door-name")).to_have_text("仇英")
    record(walker, "no_answer")
    expect(walker.get_by_test_id("door-name")).to_have_text("曾小兰")
    # A door that was knocked on today is not offered again.
    record(walker, "no_answer")
    expect(walker.get_by_test_id("door-name")).to_have_text("解晋")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sxx", "单雄信"), ("qy", "仇英"), ("zxl", "曾小兰"), ("xj", "解晋"), ("ogf", "区桂芳"),
        ("zly", "查良玉"), ("gwq", "盖文清"), ("YCG", "尉迟恭"), ("mqm", "万俟明"), ("3-1-402", "尉迟恭"),
        ("3幢402", "尉迟恭"), ("兰", "曾小兰"), ("沿河路 10", "沿河路10号"),
    ],
)  # fmt: skip
def test_a_door_is_found_as_one_types(walker: Page, typed: str, found: str):
    expect(find(walker, typed).first).to_contain_text(found)


def test_a_building_is_tapped_cell_by_cell_and_a_corridor_is_done_at_once(walker: Page):
    find(walker, "东苑").first.click()
    walker.get_by_test_id("open-block").click()
    expect(walker.get_by_test_id("block-count")).to_contain_text(f"共 {len(CORRIDOR)} 户")
    expect(walker.get_by_test_id("cell").first).to_contain_text("201")
    picture(walker, "phone-building")

    walker.get_by_test_id("cell").filter(has_text="105").click()
    expect(walker.get_by_text("东苑公寓1幢105室")).to_be_visible()
    walker.get_by_test_id("back").click()

    walker.get_by_test_id("choose-many").click()
    walker.get_by_test_id("choose-row").filter(has_text="2楼").click()
    walker.get_by_test_id("cell").filter(has_text="203").click()  # somebody opened there
    expect(walker.get_by_role("status").filter(has_text="已选 7 户")).to_be_visible()
    picture(walker, "phone-corridor")
    walker.get_by_test_id("save-many").click()
    expect(walker.get_by_test_id("outbox-badge")).to_contain_text("7")
    expect(walker.get_by_test_id("cell").filter(has_text="无人")).to_have_count(7)
    # The one on the floor that was left out comes next.
    expect(walker.get_by_test_id("next-door")).to_contain_text("203")

    # All of it is taken back by one tap, here or on the bar, and done again.
    expect(walker.get_by_test_id("undo")).to_contain_text("7 户已记“无人”")
    walker.get_by_test_id("undo-many").click()
    expect(walker.get_by_test_id("cell").filter(has_text="无人")).to_have_count(0)
    walker.get_by_test_id("choose-many").click()
    walker.get_by_test_id("choose-row").filter(has_text="2楼").click()
    walker.get_by_test_id("cell").filter(has_text="203").click()
    walker.get_by_test_id("save-many").click()
    expect(walker.get_by_test_id("cell").filter(has_text="无人")).to_have_count(7)

    walker.reload()
    expect(walker.get_by_test_id("cell").filter(has_text="无人")).to_have_count(7)
    walker.context.set_offline(False)
    all_sent(walker)
    walker.goto("/phone/outbox")
    # Seven that were undone, what undid them, and seven that stand.
    expect(walker.get_by_text(re.compile("东苑公寓1幢20"))).to_have_count(21)


def test_a_street_is_walked_up_one_side_and_down_the_other(walker: Page):
    walker.get_by_test_id("order-side").click()
    # The choice is kept first, and the list is in its order when it says so.
    expect(walker.get_by_test_id("order-side")).to_have_attribute("aria-pressed", "true")
    on_street = rows(walker).filter(has_text="沿河路")
    expect(on_street).to_have_count(len(STREET))
    numbers = [re.search(r"沿河路(\d+)号", text) for text in on_street.all_inner_texts()]
    assert [int(number[1]) for number in numbers if number] == [1, 3, 5, 7, 9, 10, 8, 6, 4, 2]

    # It is how this worker walks from now on.
    find(walker, "沿河路5号").first.click()
    record(walker, "no_answer")
    expect(walker.get_by_text("沿河路7号")).to_be_visible()


def test_distances_run_along_with_whoever_walks(walker: Page):
    context: BrowserContext = walker.context
    find(walker, "沿河路1号").first.click()
    expect(walker.get_by_text(re.compile("东 3[89]0 米"))).to_be_visible()
    context.set_geolocation({"latitude": HERE[0], "longitude": HERE[1] + 0.006})
    expect(walker.get_by_text(re.compile("西 1[89]0 米"))).to_be_visible()


def test_the_map_needs_no_network_and_opens_what_stands_here(walker: Page):
    walker.get_by_test_id("open-map").click()
    drawn = walker.get_by_test_id("door-map")
    expect(drawn.locator("canvas").first).to_be_visible()
    walker.wait_for_timeout(500)  # it has come to rest
    picture(walker, "phone-map")
    box = drawn.bounding_box()
    assert box is not None
    # The phone is before the building, so that is what lies in the middle.
    walker.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(walker.get_by_test_id("block-count")).to_contain_text(f"共 {len(FLATS)} 户")
