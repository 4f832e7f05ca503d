"""The story of a new officer: an account from the administrator, an authenticator, a second sign-in, a session ended."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app import clock
from app.people import totp
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser


def test_a_new_supervisor_sets_up_the_second_step_and_is_signed_out_by_the_administrator(
    desk: BrowserContext, browser: Browser, address: str
):
    admin = desk.new_page()
    sign_in(admin, "desk", "admin")
    password = new_account(admin, "inspector")
    theirs = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")

    page = theirs.new_page()
    enter(page, "inspector", password)
    secret = set_up(page)

    page.get_by_test_id("user-menu").click()
    page.get_by_test_id("sign-out").click()
    enter(page, "inspector", password)
    page.get_by_test_id("code").fill(code_of(secret, 1))
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("identity").wait_for()

    _end_all(admin, "inspector")
    page.reload()
    expect(page.get_by_test_id("username")).to_be_visible()
    theirs.close()


def set_up(page: Page) -> str:
    """Set up the authenticator that an office account must have; answers its secret."""
    secret = page.get_by_test_id("secret").inner_text().replace(" ", "")
    picture(page, "desk-second-step")
    page.get_by_test_id("second-step-code").fill(code_of(secret, 0))
    page.get_by_test_id("second-step-confirm").click()
    expect(page.get_by_test_id("recovery-codes").locator("li")).to_have_count(10)
    page.get_by_test_id("second-step-done").click()
    page.get_by_test_id("identity").wait_for()
    return secret


def new_account(admin: Page, username: str, role: str = "督导") -> str:
    """Make an account of this role; answers the password that is shown once."""
    admin.get_by_test_id("identity").wait_for()
    admin.goto("/desk/accounts")
    admin.get_by_test_id("account-new").click()
    admin.get_by_test_id("account-name").fill("新督导")
    admin.get_by_test_id("account-username").fill(username)
    admin.get_by_test_id("account-role").click()
    admin.get_by_role("option", name=role).click()
    admin.get_by_test_id("account-make").click()
    password = admin.get_by_test_id("new-password").locator("code").nth(1).inner_text()
    admin.keyboard.press("Escape")
    return password


def _end_all(admin: Page, username: str) -> None:
    admin.goto("/desk/accounts")
    admin.get_by_test_id("account-search").fill(username)
    admin.keyboard.press("Enter")
    expect(admin.get_by_test_id("account-row")).to_have_count(1)
    admin.get_by_test_id("account-open").click()
    expect(admin.get_by_test_id("session-row")).to_have_count(1)
    admin.get_by_test_id("end-all").click()
    admin.get_by_test_id("sure").click()
    expect(admin.get_by_test_id("session-row")).to_have_count(0)


def enter(page: Page, username: str, password: str) -> None:
    page.goto("/desk/")
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()


def code_of(secret: str, steps: int) -> str:
    return totp.code_at(secret, totp.step_of(clock.now()) + steps)


def test_what_was_typed_on_a_slow_line_stays(desk: BrowserContext):
    page = desk.new_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/session/ways", hold)
    page.goto("/desk/")
    page.get_by_test_id("username").fill("admin")
    with page.expect_response("**/session/ways"):
        for route in held:
            route.continue_()
    page.wait_for_timeout(500)

    expect(page.get_by_test_id("username")).to_have_value("admin")
