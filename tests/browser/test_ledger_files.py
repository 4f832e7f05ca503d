"""At the desk: a ledger is looked at, made and fetched, a bulletin's words are copied; and long files say how far they are."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, office_pc, served
from tests.browser.test_story import picture, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small_steps(county: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the county, where a hundred rows are many: what leaves it counts in no other test."""
    path = tmp_path_factory.mktemp("ledgers") / "county.db"
    with sqlite3.connect(county["DATABASE_URL"].removeprefix("sqlite:///")) as mine, sqlite3.connect(path) as copy:
        mine.backup(copy)
    said = {
        "DATABASE_URL": f"sqlite:///{path}",
        "EXPORT_ROWS_A_DAY": "3500",
        "ROWS_AT_ONCE": "100",
        "MAKE_LEDGERS": "0",
    }
    with served({**county, **said}) as url:
        yield url


@pytest.fixture
def office(browser: Browser, small_steps: str) -> Iterator[BrowserContext]:
    with office_pc(browser, small_steps) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=small_steps)
        yield context


def _open(context: BrowserContext, path: str, username: str = "admin") -> Page:
    page = context.new_page()
    sign_in(page, "desk", username)
    page.get_by_test_id("identity").wait_for()
    page.goto(f"/desk{path}")
    return page


def _fetched(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_test_id("job-file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_ledger_is_chosen_looked_at_made_and_fetched(office: BrowserContext, tmp_path: Path):
    page = _open(office, "/ledgers")
    page.get_by_test_id("ledger-households").click()
    # As many homes as there are: other tests may have registered some.
    expect(page.get_by_test_id("more-rows")).to_contain_text(re.compile(r"文件共 1,5\d\d 行"))
    (rows_said,) = re.findall(r"文件共 ([\d,]+) 行", page.get_by_test_id("more-rows").inner_text())
    controls = page.get_by_test_id("control").all_inner_texts()
    picture(page, "desk-ledger")

    page.get_by_test_id("export-ledger").click()
    expect(page.get_by_test_id("allowance")).to_contain_text(f"这份文件 {rows_said} 行")
    picture(page, "desk-ledger-export")
    page.get_by_test_id("make-xlsx").click()
    expect(page.get_by_test_id("job")).to_contain_text("可下载，保存到")
    picture(page, "desk-ledger-ready")

    path = _fetched(page, tmp_path)
    assert "宣传台账" in path.name
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert sum(isinstance(row[0], int | float) for row in rows) == int(rows_said.replace(",", ""))
    above = [str(row[0]) for row in rows[:10]]
    assert [line for line in controls if line not in above] == []
    page.goto("/desk/exports?view=files")
    expect(page.get_by_test_id("file-row").first).to_contain_text("宣传台账")
    picture(page, "desk-ledger-files")


def test_a_ledger_beyond_the_day_is_asked_for(office: BrowserContext):
    page = _open(office, "/ledgers?ledger=households", "supervisor")
    while office.request.get("/api/v1/ledgers/households.xlsx").ok:
        pass  # until the day is over
    page.get_by_test_id("export-ledger").click()
    page.get_by_test_id("why").fill("年底归档")
    picture(page, "desk-ledger-over")
    page.get_by_test_id("ask-export").click()
    expect(page.get_by_test_id("waiting-for-approval")).to_be_visible()
    page.goto("/desk/exports?view=requests")
    # Beside what others asked for.
    expect(page.get_by_test_id("request-row").filter(has_text="宣传台账（分户）")).to_be_visible()
    picture(page, "desk-ledger-request")


def test_a_bulletins_words_are_copied(office: BrowserContext):
    page = _open(office, "/ledgers?ledger=weekly")
    page.get_by_test_id("copy").click()
    expect(page.get_by_text("已复制，可以粘贴到通报里")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("截至")
    assert "覆盖率" in copied
    picture(page, "desk-bulletin")


def test_a_long_list_and_its_walk_show_how_far_they_are(office: BrowserContext, tmp_path: Path):
    page = _open(office, "/doors?state=uncovered")
    page.get_by_test_id("print-walk").click()
    page.get_by_test_id("make-pdf").click()
    expect(page.get_by_test_id("job").get_by_role("progressbar")).to_be_visible()
    picture(page, "desk-walk-making")
    expect(page.get_by_test_id("job")).to_contain_text("可下载，保存到", timeout=PATIENCE_MS)
    assert _fetched(page, tmp_path).read_bytes().startswith(b"%PDF")
    page.get_by_test_id("export-close").click()

    page.get_by_test_id("export").click()
    page.get_by_test_id("make-csv").click()
    expect(page.get_by_test_id("job")).to_contain_text("可下载，保存到")
    shown = page.get_by_test_id("allowance").inner_text()
    lines = _fetched(page, tmp_path).read_text("utf-8-sig").splitlines()
    assert f"这份文件 {len(lines) - 4:,} 行" in shown
