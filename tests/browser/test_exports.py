"""At the desk: a list is taken away, the next is asked for and approved, and a leaked one names who made it."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_story import picture, sign_in
from tests.exports.leaks import as_csv, body

pytestmark = pytest.mark.browser


def _open(context: BrowserContext, username: str) -> Page:
    page = context.new_page()
    sign_in(page, "desk", username)
    page.get_by_test_id("identity").wait_for()
    return page


def _take(page: Page, path: Path) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_test_id("download").click()
    download.value.save_as(path)
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_a_list_is_taken_asked_for_approved_and_traced(desk: BrowserContext, tmp_path: Path):
    page = _open(desk, "supervisor")
    page.goto("/desk/doors?state=covered")
    page.get_by_test_id("export").click()
    expect(page.get_by_test_id("allowance")).to_contain_text("每天最多 1,500 户")
    picture(page, "desk-export")
    rows = _take(page, tmp_path / "first.xlsx")
    expect(page.get_by_test_id("why")).to_be_visible(timeout=10_000)
    page.get_by_test_id("why").fill("全县通报")
    picture(page, "desk-export-over")
    page.get_by_test_id("ask-export").click()
    expect(page.get_by_test_id("waiting-for-approval")).to_be_visible()
    page.get_by_test_id("export-close").click()
    page.goto("/desk/?sign-out")
    page.get_by_test_id("user-menu").click()
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("username").wait_for()
    page.close()

    _approve_and_trace(desk, rows, tmp_path)


def _number(rows: list[list[str]]) -> str:
    """导出编号 000003, as the file itself says: the county's kept ledgers take numbers, too."""
    (said,) = {found[0] for row in rows for cell in row if (found := re.search(r"导出编号 \d{6}", str(cell)))}
    return said


def _approve_and_trace(desk: BrowserContext, rows: list[list[str]], folder: Path) -> None:
    page = _open(desk, "admin")
    page.goto("/desk/exports?view=requests")
    expect(page.get_by_test_id("request-row")).to_contain_text("全县通报")
    picture(page, "desk-export-requests")
    page.get_by_test_id("approve-export").click()
    expect(page.get_by_test_id("request-row")).to_contain_text("已批准")
    leak = folder / "leak.csv"
    leak.write_bytes(as_csv([row[3:9] for row in body(rows)[::-3]]))
    page.goto("/desk/exports")
    page.get_by_test_id("leak-file").set_input_files(leak)
    expect(page.get_by_test_id("leak-said")).to_contain_text(f"标记认出：{_number(rows)}，督导（supervisor）")
    picture(page, "desk-exports")
    page.get_by_test_id("user-menu").click()
    page.get_by_test_id("sign-out").click()
    page.get_by_test_id("username").wait_for()
    page.close()

    page = _open(desk, "supervisor")
    page.goto("/desk/exports?view=requests")
    with page.expect_download() as download:
        page.get_by_test_id("approved-file").click()
    assert download.value.suggested_filename.endswith(".xlsx")
