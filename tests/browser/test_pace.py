"""At the desk: will it be done in time? A deadline is moved, the answer moves, and yesterday's does not."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app import clock
from tests.browser.desk import at_desk
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser
# How many different colours stand on the chart: on an empty one there is none.
COLOURS = """canvas => {
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
  const seen = new Set()
  for (let at = 0; at < data.length; at += 4) if (data[at + 3]) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2])
  return seen.size
}"""


def _pace(page: Page, query: str = "") -> str:
    page.goto(f"/desk/pace{query}")
    return page.get_by_test_id("forecast").inner_text()


def test_whether_it_will_be_done_in_time_is_said_and_drawn(desk: BrowserContext):
    page = at_desk(desk)
    before = _pace(page)
    assert before.startswith("照最近三周的进度，预计"), before
    expect(page.get_by_test_id("needed")).to_contain_text("户，才能按期完成")
    chart = page.get_by_role("img", name=before)
    assert chart.locator("canvas").evaluate(COLOURS) > 10
    page.get_by_text("看数字").click()
    expect(page.get_by_test_id("chart-table").locator("tbody tr").first).to_contain_text("月")
    picture(page, "desk-pace")
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    then = _pace(page, f"?on={yesterday}")

    _change_deadline(page)

    assert "比期限" in _pace(page)
    assert "晚" in page.get_by_test_id("forecast").inner_text()
    picture(page, "desk-pace-late")
    assert _pace(page, f"?on={yesterday}") == then
    _walk_down(page)
    _put_back(page)


def _change_deadline(page: Page) -> None:
    page.goto("/desk/campaign")
    field = page.get_by_label("新的期限")
    tomorrow = clock.today() + timedelta(days=1)
    field.fill(f"{tomorrow.year}年{tomorrow.month}月{tomorrow.day}日")
    field.press("Enter")
    expect(page.get_by_test_id("plan-changes")).to_contain_text("期限由")
    page.get_by_test_id("save-plan").click()
    expect(page.get_by_test_id("plan-history")).to_contain_text("期限由")
    expect(page.get_by_test_id("days-left")).to_have_text("还有 1 天")
    picture(page, "desk-campaign")


def _walk_down(page: Page) -> None:
    """From the county to the worst town, to its worst village, and to who walks there."""
    page.goto("/desk/pace")
    for _ in range(2):
        page.get_by_test_id("pace-table").locator("tbody a").first.click()
    expect(page.get_by_test_id("path")).to_contain_text("旌德县")
    page.get_by_text("按网格员").click()
    expect(page.get_by_test_id("pace-table")).to_contain_text("其中本人走访")
    picture(page, "desk-pace-workers")


def _put_back(page: Page) -> None:
    """The county is the other stories' too."""
    (campaign,) = page.request.get("/api/v1/campaigns").json()["items"]
    path = f"/api/v1/campaigns/{campaign['id']}"
    former = page.request.get(path).json()["former"][-1]
    assert page.request.patch(path, data={"deadline_on": former["deadline_on"]}).ok
