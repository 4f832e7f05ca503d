"""Every page of both apps, in its main states: read, hit and seen by whoever needs it larger, darker, or read aloud."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from tests.browser.conftest import phone_at
from tests.browser.estate import HERE, estate
from tests.browser.pages import desk as desk_pages
from tests.browser.pages import phone as phone_pages
from tests.browser.pages.eyes import AXE, cut_or_hidden, resize, too_small, violations
from tests.browser.pages.routes import Stop, routes_of, stops
from tests.browser.pages.wechat import in_wechat

pytestmark = pytest.mark.browser

USUAL, NARROW = (360, 740), (320, 640)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; M2006C3LC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.0.0"
    " Mobile Safari/537.36 XWEB/1380 MMWEBSDK/20250503 MicroMessenger/8.0.60.2860(0x28003C3F) NetType/4G Language/zh_CN"
)
Found = dict[str, list[str]]


@pytest.fixture(scope="module")
def estate_address() -> Iterator[str]:
    """A county with a building, a corridor and a street."""
    with estate() as url:
        yield url


@pytest.fixture
def walker(browser: Browser, estate_address: str) -> Iterator[BrowserContext]:
    """A phone before the building, with axe in it."""
    with phone_at(browser, estate_address, HERE) as context:
        context.add_init_script(path=AXE)
        yield context


def seen_on_a_phone(page: Page, session: CDPSession) -> Found:
    """What is wrong with the state that a page is in: as it usually is, in the dark, and narrow with letters twice as large."""
    found = {"axe": violations(page), "small": too_small(page)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    for times in (1, 2):
        resize(page, session, NARROW, times)
        found[f"{NARROW[0]} px, letters {times}x"] = cut_or_hidden(page) + too_small(page)
    resize(page, session, USUAL, 1)
    return {how: what for how, what in found.items() if what}


def test_every_page_of_the_phone(walker: BrowserContext):
    page = walker.new_page()
    session = walker.new_cdp_session(page)
    found: dict[Stop, Found] = {}
    for stop in stops(page, "phone", phone_pages.SCENES):
        found[stop] = seen_on_a_phone(page, session)

    assert {stop.route for stop in found} == routes_of("phone"), "tests/browser/pages/phone.py shows each of them"
    assert {stop: what for stop, what in found.items() if what} == {}


def test_every_page_of_the_desk(desk: BrowserContext):
    desk.add_init_script(path=AXE)
    page = desk.new_page()
    found = {stop: violations(page) for stop in stops(page, "desk", desk_pages.SCENES)}

    assert {stop.route for stop in found} == routes_of("desk"), "tests/browser/pages/desk.py shows each of them"
    assert {stop: what for stop, what in found.items() if what} == {}


def test_the_page_with_the_two_doors(walker: BrowserContext):
    page = walker.new_page()
    page.goto("/")

    assert seen_on_a_phone(page, walker.new_cdp_session(page)) == {}


def test_inside_wechat_a_picture_shows_the_way_out(browser: Browser, estate_address: str):
    with phone_at(browser, estate_address, HERE, user_agent=WECHAT) as context:
        context.add_init_script(path=AXE)
        page = context.new_page()
        session = context.new_cdp_session(page)
        for stop in stops(page, "phone", [in_wechat]):
            assert page.get_by_test_id("wechat").locator("svg[role=img]").count() == 2, stop
            assert seen_on_a_phone(page, session) == {}, stop
        expect(page.get_by_test_id("sign-in")).to_be_visible()
        # What it warns of may happen after any opening.
        page.goto("/phone/enrol#ABCDE12345")
        expect(page.get_by_test_id("wechat")).to_be_visible()
        # The browser that it is opened in next needs the code.
        assert page.url.endswith("#ABCDE12345")


def test_no_other_browser_is_told_of_wechat(walker: BrowserContext):
    page = walker.new_page()
    page.goto("/phone/")

    expect(page.get_by_test_id("sign-in")).to_be_visible()
    assert page.get_by_test_id("wechat").count() == 0


def paper_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.sign-in, .card')).backgroundColor"))


def test_what_was_chosen_is_there_before_anything_is_painted(walker: BrowserContext):
    page = walker.new_page()
    for _ in phone_pages.the_list(page):
        pass
    page.goto("/phone/me")
    page.get_by_test_id("colours-dark").click()
    page.get_by_test_id("text-huge").click()
    expect(page.get_by_test_id("colours-dark")).to_have_attribute("aria-checked", "true")
    dark = paper_of(page)
    assert _lightness(dark) < 60

    # The app's own script never comes: what is seen then was there before it.
    page.route(re.compile(r"/assets/index-.*\.js"), lambda route: route.abort())
    page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))"
    )
    page.goto("/phone/me")
    looks = "({ size: getComputedStyle(document.documentElement).fontSize, ground: getComputedStyle(document.body).backgroundColor })"
    early = page.evaluate(looks)
    assert early["size"] == "24px"
    assert _lightness(early["ground"]) < 60
    assert page.locator("meta[name=theme-color]").get_attribute("content") == "#1a222b"

    page.unroute_all()
    page.goto("/phone/me")
    page.get_by_test_id("colours-light").click()
    assert _lightness(paper_of(page)) > 240
    page.get_by_test_id("colours-system").click()
    page.emulate_media(color_scheme="dark")
    assert paper_of(page) == dark


def test_what_is_signed_stays_on_white_paper_in_the_dark(walker: BrowserContext):
    page = walker.new_page()
    page.emulate_media(color_scheme="dark")
    for stop in stops(page, "phone", [phone_pages.the_list, phone_pages.nobody_in, phone_pages.a_talk]):
        if stop.state != "the notice":
            continue
        white = "(element) => getComputedStyle(element).backgroundColor"
        assert _lightness(page.evaluate("getComputedStyle(document.body).backgroundColor")) < 60
        for printed in (page.locator(".paper"), page.locator(".pad")):
            assert printed.evaluate(white) == "rgb(255, 255, 255)"
        assert (
            _lightness(page.get_by_test_id("notice-text").evaluate("(element) => getComputedStyle(element).color")) < 60
        )
        return
    pytest.fail("no notice was seen")


def _lightness(colour: str) -> float:
    """The brightest part of a colour as a browser computes it: 0 to 255."""
    return max(float(part) for part in re.findall(r"[\d.]+", colour)[:3])
