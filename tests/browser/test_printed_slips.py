"""At the desk: one slip, a grid's slips and its blank ones become pages to print."""

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Download, Page, expect

from tests.browser.desk import VILLAGE, asked
from tests.browser.test_story import picture, sign_in
from tests.paper.reading import texts
from tests.prints.printed import codes

pytestmark = pytest.mark.browser


def _open(desk: BrowserContext, path: str) -> Page:
    page = desk.new_page()
    sign_in(page, "desk", "admin")
    page.get_by_test_id("identity").wait_for()
    page.goto(f"/desk{path}")
    return page


def _bytes(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_one_slip_and_a_blank_one(desk: BrowserContext):
    page = _open(desk, "/")
    (door, *_) = asked(desk, "/households", scope=VILLAGE, state="covered", limit="5")["items"]
    page.goto(f"/desk/doors/{door['id']}")

    page.get_by_test_id("print-slip").first.click()
    expect(page.get_by_test_id("slip-download")).to_have_count(0)
    page.get_by_test_id("slip-case").click()
    picture(page, "desk-slip-dialog")
    with page.expect_download() as slip:
        page.get_by_test_id("slip-download").click()
    page.keyboard.press("Escape")
    with page.expect_download() as blank:
        page.get_by_test_id("print-blank").click()

    assert door["householder"] in "".join(texts(_bytes(slip.value)))
    assert door["householder"] in slip.value.suggested_filename
    (code,) = codes(_bytes(blank.value))
    assert code.startswith("QM1:")


def test_a_villages_slips_show_how_far_they_are(desk: BrowserContext):
    page = _open(desk, f"/?scope={VILLAGE}")
    page.get_by_test_id("print-menu").click()
    picture(page, "desk-print-menu")
    page.get_by_test_id("print-slips").click()
    expect(page.get_by_test_id("make-pdf")).to_have_count(0)
    page.get_by_test_id("slips-reason").click()
    page.get_by_role("option", name="上级检查抽查").click()
    page.get_by_test_id("make-pdf").click()
    expect(page.get_by_test_id("job")).to_contain_text("可下载，保存到")
    picture(page, "desk-slips-made")
    with page.expect_download() as book:
        page.get_by_test_id("job-file").click()

    said = {"content": "slips", "scope": VILLAGE, "reason": "inspection"}
    rows = asked(desk, "/printed-slips/allowance", **said)["rows"]
    assert len(pypdf.PdfReader(io.BytesIO(_bytes(book.value))).pages) >= rows + 1
    assert rows > 1
