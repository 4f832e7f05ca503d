"""At the desk: one slip, a grid's slips and its blank ones become pages to print."""

import io
import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, Download, Page, expect

from tests.browser.desk import VILLAGE, asked
from tests.browser.test_story import picture, sign_in
from tests.paper.reading import texts
from tests.prints.printed import codes, scans

pytestmark = pytest.mark.browser


def _open(desk: BrowserContext, path: str) -> Page:
    page = desk.new_page()
    sign_in(page, "desk", "village")  # whose day no other test counts
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


def test_a_slips_pdf_and_the_picture_of_its_page_are_verified(desk: BrowserContext, tmp_path: Path):
    page = _open(desk, "/")
    (door, *_) = asked(desk, "/households", scope=VILLAGE, state="covered", limit="5")["items"]
    (visit, *_) = [one for one in asked(desk, f"/households/{door['id']}")["visits"] if one["slip"]]
    pdf, paper = tmp_path / "slip.pdf", tmp_path / "page.png"
    pdf.write_bytes(_sealed(desk, page, visit["id"]))
    scans(pdf.read_bytes())[0].save(paper)

    page.goto("/S/")
    page.get_by_test_id("pick").set_input_files(pdf)
    # Its day is not closed yet, so that it cannot be green: the seal is all there is.
    expect(page.get_by_test_id("file")).to_have_class(re.compile("wait"))
    expect(page.get_by_test_id("content")).to_contain_text(door["householder"])
    picture(page, "verify-pdf")
    page.goto("/S/")
    page.get_by_test_id("pick").set_input_files(paper)
    expect(page.get_by_test_id("code")).to_have_class(re.compile("good"))


def _sealed(desk: BrowserContext, page: Page, visit: str) -> bytes:
    """Its PDF, once the server's watch has sealed it."""
    for _ in range(60):
        data = desk.request.get(f"/api/v1/visits/{visit}/slip.pdf", params={"reason": "case"}).body()
        if pypdf.PdfReader(io.BytesIO(data)).attachments:
            return data
        page.wait_for_timeout(1000)
    raise AssertionError("it was never sealed")


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
