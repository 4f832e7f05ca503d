"""At the desk: how many cases, against when, whether they fall as they are to, and whether knocking helps."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desk import at_desk
from tests.browser.test_pace import COLOURS
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser


def test_cases_are_counted_and_held_against_coverage(desk: BrowserContext):
    page = _at_the_figures(desk)
    told = page.request.get("/api/v1/cases/figures").json()

    expect(page.get_by_test_id("cases")).to_contain_text(str(told["total"]["cases"]))
    expect(page.get_by_test_id("weeks").locator("tbody tr")).to_have_count(8)
    chart = page.get_by_role("img", name="每周发案")
    assert chart.locator("canvas").evaluate(COLOURS) > 10
    picture(page, "desk-case-figures")
    _sort(page, told)
    _narrow(page)
    _whether_it_helps(page)


def test_a_goal_is_set_and_held_against_this_year(desk: BrowserContext):
    page = _at_the_figures(desk)
    row = page.get_by_test_id("goals").locator("tbody tr").nth(1)
    row.get_by_role("button", name="定目标").click()
    page.get_by_test_id("goal-cases").get_by_role("spinbutton").fill("20")
    page.get_by_test_id("goal-send").click()

    expect(row).to_contain_text("下降 20%")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # What is left empty is no goal.
    expect(row.locator("td").nth(8)).to_have_text("未定")
    picture(page, "desk-case-goals")


def _at_the_figures(desk: BrowserContext) -> Page:
    page = at_desk(desk)
    page.goto("/desk/case-figures")
    return page


def _sort(page: Page, told: dict) -> None:
    table = page.get_by_test_id("case-places")
    most = max(line["cases"] for line in told["items"])
    expect(table.locator("tbody tr").first.locator("td").nth(1)).to_have_text(str(most))
    table.get_by_role("button", name="发案 ↓").click()
    expect(table.locator("tbody tr").first.locator("td").nth(1)).not_to_have_text(str(most))


def _narrow(page: Page) -> None:
    """To the villages, a longer time, a town, a village."""
    page.get_by_test_id("cases-by").get_by_text("按村").click()
    # Beside them there may be a line of cases whose village nobody knows.
    expect(page.get_by_test_id("case-places").locator("tbody tr[data-testid]")).to_have_count(68)
    page.get_by_test_id("weeks-filter").get_by_text("52 周").click()
    expect(page.get_by_test_id("weeks").locator("tbody tr")).to_have_count(52)
    page.goto("/desk/case-figures")
    # A village by its grids, which lead nowhere further; the rest is named.
    for below in ("各村", "各网格"):
        page.get_by_test_id("case-places").locator("tbody a").first.click()
        expect(page.get_by_role("heading", name=below)).to_be_visible()
    expect(page.get_by_test_id("case-places").locator("tbody a")).to_have_count(0)
    page.goto("/desk/case-figures?weeks=52&by=grid")
    expect(page.get_by_test_id("no-grid")).to_contain_text("还没有认定是哪一户")
    with page.expect_download() as coming:
        page.get_by_test_id("case-figures-file").click()
    assert coming.value.suggested_filename.startswith("旌德县案件统计")
    page.goto("/desk/case-figures")


def _whether_it_helps(page: Page) -> None:
    said = page.get_by_test_id("homes-said")
    expect(said).to_contain_text("倍")
    said.scroll_into_view_if_needed()
    expect(page.get_by_test_id("villages-said")).to_contain_text("太少，看不出来")
    assert page.get_by_role("img", name="同一周里比").locator("canvas").evaluate(COLOURS) > 5
    page.get_by_text("看各村数字").click()
    expect(page.get_by_test_id("points").locator("tbody tr")).to_have_count(68)
    assert "导致" not in page.locator("main").inner_text()
    picture(page, "desk-case-help")
