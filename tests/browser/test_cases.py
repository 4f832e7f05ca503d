"""At the desk: a case is taken in, its home found and said, traced back, and taken away as evidence; and a workbook of them."""

import csv
import hashlib
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from app import clock
from tests.browser.desk import VILLAGE, asked, at_desk
from tests.browser.test_story import picture

pytestmark = pytest.mark.browser


@pytest.fixture
def page(desk: BrowserContext) -> Page:
    """The office, signed in."""
    return at_desk(desk)


def taught(desk: BrowserContext) -> dict[str, Any]:
    """A home of the village whose householder signed, and when it was visited."""
    for door in asked(desk, "/households", scope=VILLAGE, state="covered", kind="family", limit="50")["items"]:
        whole = asked(desk, f"/households/{door['id']}")
        if [visit["slip"] and visit["slip"]["way"] for visit in whole["visits"]] == ["signed"]:
            return whole
    raise AssertionError("nobody was taught at the first knock")


def test_from_a_report_to_the_evidence(desk: BrowserContext, page: Page):
    home = taught(desk)
    _take(page, home)
    page.get_by_test_id("candidate").filter(has_text=home["address"]).get_by_test_id("confirm").click()
    expect(page.get_by_test_id("decided")).to_contain_text("已认定住户")
    expect(page.get_by_test_id("trace").get_by_test_id("verdict")).to_have_text("案发前已上门宣传并签字")
    expect(page.get_by_test_id("band-before").get_by_test_id("traced-visit")).to_have_count(1)
    picture(page, "desk-case")

    page.get_by_test_id("evidence").click()
    page.get_by_test_id("evidence-make").click()
    digest = page.get_by_test_id("digest").inner_text()
    with page.expect_download() as download:
        page.get_by_test_id("job-file").click()
    data = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        assert {"evidence.pdf", "evidence.json", "manifest.txt"} <= set(pack.namelist())
    picture(page, "desk-case-evidence")


def _take(page: Page, home: dict[str, Any]) -> None:
    """A fraud of half an hour ago, as somebody fills it in."""
    page.goto("/desk/cases")
    page.get_by_test_id("new-case").click()
    when = f"{clock.local(clock.now() - timedelta(minutes=30)):%Y-%m-%d %H:%M}"
    page.get_by_test_id("first").fill(when)
    page.get_by_test_id("case-send").click()
    # All that is missing at once, and what was typed stays.
    expect(page.get_by_role("alert")).to_contain_text("还有 2 处要改")
    expect(page.get_by_text("请填写受害人姓名。")).to_be_visible()
    expect(page.get_by_text("请选择类型。")).to_be_visible()
    picture(page, "desk-case-form-faults")
    expect(page.get_by_test_id("first")).to_have_value(when)
    page.get_by_test_id("victim").fill(home["householder"])
    page.get_by_test_id("fraud").click()
    page.get_by_role("option", name="刷单返利").click()
    page.get_by_test_id("village").click()
    page.get_by_role(
        "option", name=next(step["name"] for step in home["path"] if step["level"] == "village")
    ).first.click()
    page.get_by_test_id("address").fill(home["address"])
    page.get_by_test_id("loss").fill("3,200")
    picture(page, "desk-case-form")
    page.get_by_test_id("case-send").click()
    expect(page.get_by_role("heading", name=home["householder"], exact=True)).to_be_visible()


def test_a_home_that_nothing_leads_to_is_pointed_out_and_a_case_is_found_again(desk: BrowserContext, page: Page):
    home = taught(desk)
    page.goto("/desk/cases")
    page.get_by_test_id("new-case").click()
    page.get_by_test_id("victim").fill("赫连无名")
    page.get_by_role("button", name="此刻").first.click()
    expect(page.get_by_test_id("first")).to_have_value(re.compile(f"{clock.local(clock.now()):%Y-%m-%d }"))
    page.get_by_test_id("fraud").click()
    page.get_by_role("option", name="刷单返利").click()
    page.get_by_test_id("case-send").click()
    expect(page.get_by_text("没有找到可能的住户")).to_be_visible()
    page.get_by_test_id("home-search").get_by_test_id("search").fill(home["address"])
    found = (
        page.get_by_test_id("found-home").filter(has_text=home["householder"]).filter(has_text=home["address"]).first
    )
    found.get_by_role("button").first.click()
    expect(page.get_by_test_id("trace")).to_contain_text(home["householder"])
    picture(page, "desk-case-search")
    found.get_by_test_id("point-out").click()
    expect(page.get_by_test_id("candidate")).to_contain_text("人工指定")
    picture(page, "desk-case-pointed-out")

    page.goto("/desk/cases")
    page.get_by_test_id("search").fill("赫连无名")
    expect(page.get_by_test_id("case-row")).to_have_count(1)
    assert "赫连" not in unquote(page.url)
    picture(page, "desk-cases-found")
    page.get_by_test_id("case-row").click(position={"x": 400, "y": 10})
    expect(page.get_by_role("heading", name="赫连无名")).to_be_visible()


def test_a_home_that_fits_is_put_aside_only_by_who_was_asked(desk: BrowserContext, page: Page):
    home = taught(desk)
    _take(page, home)
    expect(page.get_by_test_id("trace")).to_contain_text(home["householder"])
    page.get_by_test_id("home-page").click()
    page.get_by_test_id("door-back").click()
    expect(page.get_by_role("heading", name=home["householder"], exact=True)).to_be_visible()

    page.get_by_test_id("none").click()
    expect(page.get_by_test_id("none-dialog")).to_contain_text(home["address"])
    picture(page, "desk-case-none-asked")
    page.get_by_test_id("none-cancel").click()
    expect(page.get_by_test_id("decided")).to_have_count(0)
    page.get_by_test_id("none").click()
    page.get_by_test_id("none-sure").click()

    expect(page.get_by_test_id("decided")).to_contain_text("名册上没有这一户")
    expect(page.get_by_test_id("trace")).to_have_count(0)
    picture(page, "desk-case-none")


def test_a_workbook_is_looked_through_and_taken(desk: BrowserContext, page: Page, tmp_path: Path):
    village = asked(desk, f"/divisions/{VILLAGE}")["name"]
    rows = [
        ["案发时间", "受害人", "类型", "损失金额", "村"],
        ["2026-01-02 14:05", "赫连一", "虚假贷款", "100", village],
        ["去年", "赫连二", "虚假贷款", "100", village],
        ["2026-01-02 14:05", "赫连一", "刷单返利", "200", village],
    ]
    with (tmp_path / "案件.csv").open("w", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    before = asked(desk, "/cases")["total"]

    page.goto("/desk/case-files")
    page.get_by_test_id("cases-file").set_input_files(tmp_path / "案件.csv")
    page.get_by_test_id("cases-upload").click()
    expect(page.get_by_test_id("case-file-row")).to_have_count(3)
    expect(page.get_by_test_id("case-file-row").nth(1)).to_contain_text("认不出来")
    expect(page.get_by_test_id("case-file-row").nth(2)).to_contain_text("与第 2 行可能是同一案件")
    expect(page.get_by_test_id("commit-cases")).to_have_text("登记这 1 件新案件")
    page.get_by_text("是另一件案件，一起登记").click()
    expect(page.get_by_test_id("commit-cases")).to_have_text("登记这 2 件新案件")
    picture(page, "desk-case-file")
    page.get_by_test_id("commit-cases").click()
    expect(page.get_by_test_id("committed")).to_have_text("已登记 2 件")
    assert asked(desk, "/cases")["total"] == before + 2
