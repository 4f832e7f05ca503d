"""Enrolling a phone that is in use, codes that are good no longer, a phone that was silent for a week, and pages of others."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.demo.accounts import PASSWORD
from tests.browser.desk import at_desk
from tests.browser.test_phone import PIN, enrol, office_code, type_pin
from tests.browser.test_story import picture, record, sign_in

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}


def look_at(page: Page, name: str) -> None:
    """Two pictures of a page, as wide as phones are and as narrow; nothing may lie beyond its edge."""
    wide = page.viewport_size
    for ending, size in (("", wide), ("-320", NARROW)):
        page.set_viewport_size(size)
        page.wait_for_timeout(200)
        picture(page, f"{name}{ending}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}{ending}"
    page.set_viewport_size(wide)


def test_a_phone_in_use_is_enrolled_without_signing_out_and_loses_nothing(phone: BrowserContext, desk: BrowserContext):
    office, page = desk.new_page(), phone.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.click()
    # It has a network, and yet this does not get through before it is enrolled.
    page.route("**/sync/push", lambda route: route.abort())
    record(page, "no_answer")
    page.goto("/phone/me")
    expect(page.get_by_test_id("enrolled")).to_have_text("未绑定")
    expect(page.get_by_test_id("confirmed")).to_contain_text("本机待上传 1 次")
    look_at(page, "phone-me-unbound")

    page.get_by_test_id("to-enrol").click()
    _try_what_is_wrong(page, code := office_code(office, "方晓禾"))
    _type(page, "enrol-code", code)
    _type(page, "enrol-password", PASSWORD)

    type_pin(page, PIN + PIN)
    page.get_by_test_id("door-row").first.wait_for()
    expect(office.get_by_test_id("enrol-used")).to_contain_text("方晓禾 的手机已绑定")
    picture(office, "desk-enrol-used")
    page.get_by_text("我的", exact=True).click()
    expect(page.get_by_test_id("enrolled")).to_have_text("已绑定")
    expect(page.get_by_test_id("confirmed")).to_contain_text("本机待上传 1 次")
    page.unroute("**/sync/push")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_test_id("confirmed")).to_contain_text("本机待上传 0 次", timeout=60_000)
    expect(page.get_by_test_id("to-enrol")).to_have_count(0)


def _type(page: Page, field: str, words: str) -> None:
    page.get_by_test_id(field).fill(words)
    page.get_by_test_id("enrol").click()


def _try_what_is_wrong(page: Page, code: str) -> None:
    """A code that is none, a password that is not theirs, and then another code, without opening the page anew."""
    _type(page, "enrol-code", "WRONG WRONG")
    expect(page.get_by_test_id("enrol-problem")).to_contain_text("绑定码不对")
    _type(page, "enrol-code", code)
    _type(page, "enrol-password", "wrong-password")
    expect(page.get_by_test_id("enrol-problem")).to_contain_text("密码不对")
    expect(page.get_by_test_id("enrol-problem")).not_to_contain_text("用户名")
    look_at(page, "phone-enrol-password")
    page.get_by_test_id("enrol-another").click()


def test_a_used_code_is_told_at_once(phone: BrowserContext, desk: BrowserContext, browser: Browser, address: str):
    code = office_code(desk.new_page(), "方晓禾")
    first = phone.new_page()
    enrol(first, code)
    expect(first.get_by_test_id("lock")).to_be_visible()

    other = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, locale="zh-CN")
    late = other.new_page()
    late.goto(f"/phone/enrol#{code.replace(' ', '')}")

    # Before anybody typed a password.
    expect(late.get_by_test_id("enrol-problem")).to_contain_text("已经绑定过一部手机")
    expect(late.get_by_test_id("enrol-password")).to_have_count(0)
    look_at(late, "phone-enrol-used")
    other.close()


@pytest.mark.parametrize("enrolled", [False, True], ids=["plain", "enrolled"])
def test_after_a_week_of_silence_the_doors_are_gone_and_the_page_says_what_to_do(
    phone: BrowserContext, desk: BrowserContext, enrolled: bool
):
    page, name = phone.new_page(), "phone-silent-enrolled" if enrolled else "phone-silent"
    if enrolled:
        enrol(page, office_code(desk.new_page(), "方晓禾"))
        type_pin(page, PIN + PIN)
    else:
        sign_in(page, "phone", "worker2")
    page.get_by_test_id("door-row").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    phone.set_offline(True)
    page.get_by_test_id("door-row").first.click()
    record(page, "no_answer")

    page.clock.install(time=datetime.now(UTC) + timedelta(days=8))
    page.goto("/phone/doors")
    if enrolled:
        expect(page.get_by_test_id("lock")).to_contain_text("1 条待上传")
        look_at(page, f"{name}-lock")
        type_pin(page, PIN)

    expect(page.get_by_test_id("dropped-retry")).to_be_visible()
    expect(page.get_by_text("1 条待上传").first).to_be_visible()
    look_at(page, name)
    page.get_by_test_id("dropped-retry").click()
    expect(page.get_by_text("还没有网络")).to_be_visible()
    look_at(page, f"{name}-offline")
    page.get_by_text("记录", exact=True).click()
    look_at(page, f"{name}-outbox")

    # With a network they come again by themselves.
    phone.set_offline(False)
    page.get_by_text("走访", exact=True).last.click()
    page.get_by_test_id("door-row").first.wait_for(timeout=60_000)


@pytest.mark.parametrize(("username", "path"), [("village", "accounts"), ("village", "audit"), ("village", "exports")])
def test_a_page_that_is_not_ones_part_to_see_says_so(desk: BrowserContext, username: str, path: str):
    page = desk.new_page()
    sign_in(page, "desk", username)
    page.get_by_test_id("identity").wait_for()

    page.goto(f"/desk/{path}")

    if path == "exports":
        expect(page.get_by_text("没有在后台生成的文件")).to_be_visible()
        return
    expect(page.get_by_test_id("not-allowed")).to_contain_text("不在您的权限内")
    picture(page, f"desk-not-allowed-{path}")
    assert page.locator("main").get_by_role("button").count() == 0
    page.get_by_role("link", name="回到总览").click()
    page.get_by_test_id("identity").wait_for()


def test_a_phone_that_is_not_enrolled_is_signed_out_from_the_desk(phone: BrowserContext, desk: BrowserContext):
    page, office = phone.new_page(), desk.new_page()
    sign_in(page, "phone", "worker1")
    page.get_by_test_id("door-row").first.click()
    record(page, "no_answer")
    sign_in(office, "desk", "village")
    office.get_by_test_id("identity").wait_for()

    office.goto("/desk/devices")
    unbound = office.get_by_test_id("device-row").filter(has=office.get_by_text("结束登录"))
    expect(unbound.first.get_by_test_id("device-place")).to_have_text("新庄村委会")
    unbound.first.get_by_test_id("end-phone").click()
    office.wait_for_timeout(400)
    picture(office, "desk-end-unbound")
    office.get_by_test_id("end-phone-sure").click()

    expect(office.get_by_text("已结束没绑定的手机上的")).to_be_visible()
    page.goto("/phone/doors")
    expect(page.get_by_test_id("outbox-badge")).to_contain_text("请重新登录", timeout=30_000)


def test_ending_every_session_and_closing_an_account_ask_first(phone: BrowserContext, desk: BrowserContext):
    walking = phone.new_page()
    sign_in(walking, "phone", "worker1")
    walking.get_by_test_id("door-row").first.wait_for()
    page = at_desk(desk)
    page.goto("/desk/accounts")
    page.get_by_test_id("account-search").fill("worker1")
    page.get_by_role("button", name="查找").click()
    # Not the first that stands there before the list is narrowed, nor worker10.
    row = page.get_by_test_id("account-row").filter(has_text=re.compile(r"worker1\b"))
    row.get_by_test_id("account-open").click()

    page.get_by_test_id("end-all").click()
    page.wait_for_timeout(400)
    picture(page, "desk-end-all")
    assert page.get_by_test_id("end-session").count() > 0
    page.get_by_test_id("sure").click()
    expect(page.get_by_text("现在没有登录")).to_be_visible()
    page.get_by_test_id("close-account").click()
    picture(page, "desk-close-account")
    page.get_by_role("button", name="取消").click()
