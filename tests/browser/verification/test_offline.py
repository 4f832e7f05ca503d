"""The verification page where there is no network: opened once before, or saved as one file."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT, _tool
from tests.browser.verification.verifying import (
    GOOD,
    Slip,
    Taken,
    json_of,
    lines,
    other_letter,
    pdf_of,
    photo_of,
    pick,
    picture,
)

pytestmark = pytest.mark.browser


def test_once_opened_it_needs_no_network(page: Page, slips: list[Slip]):
    page.goto(f"/S/{slips[0]['code']}")
    page.get_by_test_id("notice").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.context.set_offline(True)
    page.goto(f"/S/{slips[1]['code']}")

    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    expect(page.get_by_test_id("notice")).to_contain_text("现在没有网络")
    picture(page, "offline")
    pick(page, pdf_of(slips[1]))
    assert lines(page) == GOOD | {"code": "good", "pages": "good"}
    page.goto(f"/S/{other_letter(slips[0]['code'], 150)}")
    expect(page.get_by_test_id("code")).to_contain_text("封存不符")
    page.context.set_offline(False)


def test_the_saved_page_needs_no_server(
    page: Page, slips: list[Slip], sealed: tuple[dict[str, str], Taken], tmp_path: Path
):
    saved = tmp_path / "核对.html"
    command = [_tool("flask"), "--app", "wsgi", "verification-page", str(saved)]
    subprocess.run(command, cwd=ROOT, env=sealed[0], check=True, stdout=subprocess.DEVNULL)
    # Without WebCrypto, as on a page that no server vouches for.
    page.context.add_init_script("delete Crypto.prototype.subtle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.goto(saved.as_uri())

    expect(page.get_by_text("旌德县的公钥（1 把）")).to_be_visible()
    pick(page, photo_of(slips[0]["code"]))
    expect(page.get_by_test_id("code")).to_contain_text("封存有效")
    pick(page, pdf_of(slips[0]))
    assert lines(page) == GOOD | {"code": "good", "pages": "good"}
    picture(page, "saved")
    pick(page, photo_of(other_letter(slips[0]["code"], 150)))
    assert lines(page)["code"] == "bad"
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []


def test_the_page_saves_itself(desk: BrowserContext, slips: list[Slip], tmp_path: Path):
    page = desk.new_page()
    page.goto("/S/")
    with page.expect_download() as download:
        page.get_by_text("把本页存成一个文件").click()
    saved = tmp_path / "saved.html"
    download.value.save_as(saved)
    page.goto(saved.as_uri())
    pick(page, json_of(slips[0]["file"]))

    assert lines(page) == GOOD


def test_it_leaves_the_phones_app_alone(phone: BrowserContext):
    page = phone.new_page()
    for app in ("phone", "S"):
        page.goto(f"/{app}/")
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    scopes = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => new URL(one.scope).pathname))"
    )

    assert sorted(scopes) == ["/S/", "/phone/"]
    phone.set_offline(True)
    page.goto("/phone/")
    expect(page.get_by_test_id("username")).to_be_visible()
    page.goto("/S/")
    expect(page.get_by_test_id("ask")).to_be_visible()
    phone.set_offline(False)
