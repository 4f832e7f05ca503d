"""At the desk: what in a week is worth a look, with reasons and doors, and how far each visit to a door is supported."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.desk import at_desk
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser


def test_a_week_is_looked_through_without_accusing_anybody(desk: BrowserContext):
    page = at_desk(desk)
    page.goto("/desk/grades")
    told = page.request.get("/api/v1/grades").json()
    people = {line["worker_id"] for line in told["items"]}

    expect(page.get_by_text("没有人因一个数字被认定")).to_be_visible()
    page.get_by_test_id("grades-all").get_by_text(f"全部 {len(people)} 人").click()
    expect(page.get_by_test_id("worker-week")).to_have_count(len(told["items"]))
    first = page.get_by_test_id("worker-week").first
    expect(first).to_contain_text(f"走访 {told['items'][0]['visits']} 次")
    picture(page, "desk-grades")

    page.get_by_test_id("week-before").click()
    page.wait_for_url("**week=*")
    expect(page.get_by_test_id("week-after")).to_be_enabled()


def test_a_door_says_of_each_visit_why_it_is_graded_so(desk: BrowserContext):
    page = at_desk(desk)
    covered = page.request.get("/api/v1/households", params={"state": "covered", "limit": 1}).json()["items"][0]
    grades = page.request.get(f"/api/v1/households/{covered['id']}/grades").json()["items"]
    page.goto(f"/desk/doors/{covered['id']}")

    expect(page.get_by_test_id("grade")).to_have_count(len(grades))
    for one in grades:
        said = page.get_by_test_id("grade").filter(has_text=one["reasons"][-1]["said"]).first
        expect(said).to_contain_text(one["grade"])
