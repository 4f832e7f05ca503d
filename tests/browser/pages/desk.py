"""Every page of the desk in its main states. A new page stands in `PLACES`, with what opens on it in `DIALOGS`."""

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

from playwright.sync_api import Page, Route

from tests.browser.pages.asking import COUNTY, asking_as, done, fill
from tests.browser.pages.routes import Scene, Stop
from tests.browser.test_story import sign_in

# As who sees most of each; those with an id are filled in by asking.fill().
PLACES = (
    "/", "/wall", "/pace", "/lessons", "/case-figures", "/campaign", "/notices", "/doors", "/doors/:id", "/exclusions",
    "/proposals", "/denominator", "/aside", "/aside/:id", "/paper-slips", "/grades", "/devices", "/rosters", "/rosters/:id",
    "/grids", "/me",
    "/accounts", "/ledgers", "/cases", "/cases/:id", "/case-files", "/case-files/:id", "/checks", "/checks/:id",
    "/exports", "/roots", "/forgettings", "/forgettings/:id", "/audit",
)  # fmt: skip
# Other views of a page, as its address says them.
VIEWS = (
    ("/doors", "?state=covered"), ("/doors", "?q=没有这个人"), ("/exports", "?view=requests"), ("/exports", "?view=files"),
    ("/exclusions", "?state=refused"), ("/proposals", "?state=refused"), ("/notices", "?audience=elderly"), ("/", "?scope=341825100200"),
    ("/pace", "?scope=341825100200"), ("/case-figures", "?view=help"), ("/case-figures", "?by=grid"), ("/ledgers", "?ledger=villages"),
)  # fmt: skip
# What is pressed on a page, one after another, until something lies over it.
DIALOGS = (
    ("/", ("export",)), ("/?scope=341825100200", ("print-menu",)), ("/doors", ("export",)), ("/doors/:id", ("reveal",)),
    ("/doors/:id", ("show-slip",)), ("/doors/:id", ("withdraw",)), ("/doors/:id", ("ask-forgetting",)),
    ("/devices", ("enrol-open",)), ("/devices", ("rescue-open",)), ("/accounts", ("account-new",)),
    ("/accounts", ("account-open",)), ("/cases", ("new-case",)), ("/checks", ("draw",)), ("/grids?scope=341825100200", ("hand-over",)),
    ("/notices", ("write-notice",)), ("/notices", ("write-notice", "store-notice")), ("/ledgers", ("export-ledger",)),
    ("/forgettings/:id", ("withdraw-forgetting",)), ("/", ("user-menu",)),
)  # fmt: skip


def settle(page: Page) -> None:
    """All that was asked for has come, and what opened has come to rest."""
    # A slow machine is still reading the script while the network has long been quiet.
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(350)


def signing_in(page: Page) -> Iterator[Stop]:
    page.goto("/desk/")
    page.get_by_test_id("username").wait_for()
    yield Stop("/sign-in", "empty")
    page.get_by_test_id("username").fill("admin")
    page.get_by_test_id("password").fill("falsch")
    page.get_by_test_id("sign-in").click()
    page.get_by_role("alert").first.wait_for()
    yield Stop("/sign-in", "refused")


def everywhere(page: Page) -> Iterator[Stop]:
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()
    ids = fill(page)
    at = partial(_address, ids)
    for route in PLACES:
        page.goto(at(route))
        settle(page)
        yield Stop(route, "filled")
    for route, view in VIEWS:
        page.goto(at(route) + view)
        settle(page)
        yield Stop(route, view)
    for address, pressed in DIALOGS:
        route, _, query = address.partition("?")
        page.goto(f"{at(route)}?{query}")
        settle(page)
        for name in pressed:
            page.get_by_test_id(name).first.click()
            settle(page)
        yield Stop(route, f"after {pressed[-1]}")


def nothing_there(page: Page) -> Iterator[Stop]:
    page.goto("/desk/no-such-page")
    settle(page)
    yield Stop("/:rest(.*)*", "no such page")


def no_answer(page: Page) -> Iterator[Stop]:
    """A server that answers nothing, and one that fails."""

    def fail(route: Route) -> None:
        route.fulfill(status=500, json={"code": "failed", "message": "服务器出错了。", "details": {}})

    def cut(route: Route) -> None:
        route.abort()

    for state, broken in (("failed", fail), ("no network", cut)):
        page.route("**/api/v1/coverage*", broken)
        page.goto("/desk/")
        page.get_by_text("没能打开").first.wait_for()
        settle(page)
        yield Stop("/", state)
        page.unroute_all()


def other_roles(page: Page) -> Iterator[Stop]:
    """What others see of the first page, and where they are told that a page is not theirs."""
    for role in ("station", "supervisor", "village"):
        page.context.clear_cookies()
        sign_in(page, "desk", role)
        page.get_by_test_id("identity").wait_for()
        settle(page)
        yield Stop("/", role)
        page.goto("/desk/accounts")
        settle(page)
        yield Stop("/accounts", f"not for a {role}")
    page.context.clear_cookies()
    sign_in(page, "desk", "worker1")
    page.wait_for_url("**/phone-only")
    settle(page)
    yield Stop("/phone-only", "a worker")


def the_second_step(page: Page) -> Iterator[Stop]:
    """A new account of the office sets up its authenticator before anything else."""
    with asking_as(page, "admin") as admin:
        wanted = {"username": f"neu-{uuid4().hex[:6]}", "name": "新来的督导", "role": "supervisor", "scope": COUNTY}
        password = done(admin, "/accounts", data=wanted)["password"]
    page.context.clear_cookies()
    page.goto("/desk/")
    page.get_by_test_id("username").fill(wanted["username"])
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url("**/second-step")
    page.get_by_test_id("secret").wait_for()
    settle(page)
    yield Stop("/second-step", "to be set up")


def _address(ids: dict[str, str], route: str) -> str:
    return "/desk" + route.replace(":id", ids.get(route, ""))


SCENES: tuple[Scene, ...] = (signing_in, everywhere, nothing_there, no_answer, other_roles, the_second_step)
