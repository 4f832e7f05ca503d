"""At the desk: one administrator asks that a door's people be forgotten, another looks at what would go, and agrees."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.desk import asked
from tests.browser.test_second_step import enter, new_account, set_up
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser


def test_a_doors_people_are_asked_for_looked_at_and_forgotten(desk: BrowserContext, browser: Browser, address: str):
    admin = desk.new_page()
    sign_in(admin, "desk", "admin")
    password = new_account(admin, "second", "县级管理员")
    door = asked(desk, "/households", state="covered", limit="1")["items"][0]
    theirs = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="zh-CN")
    second = theirs.new_page()
    enter(second, "second", password)
    set_up(second)

    case = _case(admin, door["householder"], door["address"])
    _ask(admin, door["id"], door["householder"])
    _take_back(admin)
    _ask(admin, door["id"], door["householder"])
    second.goto(admin.url)
    expect(second.get_by_text("会删去什么")).to_be_visible()
    expect(second.get_by_role("heading", level=1)).to_contain_text(door["householder"])
    victim = second.get_by_test_id("mention").filter(has_text="案件的受害人 连同号码、地址一并删去")
    expect(victim).to_contain_text(door["address"])
    victim.locator(".el-checkbox").click()
    picture(second, "desk-forgetting")
    second.get_by_test_id("approve-forgetting").click()
    expect(second.get_by_text("已勾选别处 1 处")).to_be_visible()
    second.get_by_test_id("approve-send").click()
    expect(second.get_by_test_id("forgetting-stands")).to_have_text("已删除")
    picture(second, "desk-forgotten")

    second.goto(f"/desk/doors/{door['id']}")
    expect(second.get_by_role("heading", level=1)).to_have_text("已依规删除")
    second.get_by_test_id("show-slip").first.click()
    expect(second.get_by_test_id("forgotten-slip")).to_have_text("内容已经没有了。是不是依规删除的，点“核对封存”看。")
    expect(second.get_by_text(door["address"]).first).to_be_visible()
    expect(second.get_by_text(door["householder"])).to_have_count(0)
    # Whom the case befell was told by name alone, and somebody said that it was them.
    second.goto(case)
    expect(second.get_by_role("heading", level=1)).to_contain_text("已依规删除")
    expect(second.get_by_text(door["householder"])).to_have_count(0)
    theirs.close()


def _case(admin: Page, victim: str, address: str) -> str:
    """A case that nobody matched; answers where it stands."""
    admin.goto("/desk/cases")
    admin.get_by_test_id("new-case").click()
    admin.get_by_test_id("victim").fill(victim)
    admin.get_by_role("button", name="此刻").first.click()
    admin.get_by_test_id("fraud").click()
    admin.get_by_role("option", name="刷单返利").click()
    admin.get_by_test_id("address").fill(address)
    admin.get_by_test_id("case-send").click()
    expect(admin.get_by_role("heading", name=victim, exact=True)).to_be_visible()
    return admin.url


def _ask(admin: Page, door: str, name: str) -> None:
    """Not without words, nor with the name in them; nobody agrees to what they asked for."""
    admin.goto(f"/desk/doors/{door}")
    admin.get_by_test_id("ask-forgetting").click()
    admin.get_by_test_id("forgetting-send").click()
    expect(admin.get_by_text("请选依据。")).to_be_visible()
    # Nobody chose for them; who asks for themselves has no document.
    expect(admin.get_by_test_id("forgetting-order")).to_have_count(0)
    admin.get_by_text("本人要求", exact=True).click()
    expect(admin.get_by_text("请写事由。")).to_be_visible()
    picture(admin, "desk-forgetting-ask")
    admin.get_by_text("法院裁判", exact=True).click()
    expect(admin.get_by_text("请写文号。")).to_be_visible()
    admin.get_by_test_id("forgetting-order").fill("（2026）皖1825民初7号")
    admin.get_by_test_id("forgetting-reason").fill(f"应{name}要求")
    admin.get_by_test_id("forgetting-send").click()
    expect(admin.get_by_text("请不要写这一户的姓名")).to_be_visible()
    admin.get_by_test_id("forgetting-reason").fill("法院判令删除该户信息")
    admin.get_by_test_id("forgetting-send").click()
    admin.wait_for_url("**/forgettings/*")
    expect(admin.get_by_text("您提出的，须由另一位县级管理员批准。")).to_be_visible()
    expect(admin.get_by_test_id("approve-forgetting")).to_have_count(0)


def _take_back(admin: Page) -> None:
    admin.get_by_test_id("withdraw-forgetting").click()
    admin.get_by_test_id("withdraw-send").click()
    expect(admin.get_by_test_id("forgetting-stands")).to_have_text("提出人已撤回")
    expect(admin.get_by_test_id("withdraw-forgetting")).to_have_count(0)
    picture(admin, "desk-forgetting-withdrawn")
