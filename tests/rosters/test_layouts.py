"""The header is found in every layout that was met outside."""

import json
from pathlib import Path

import pytest

from app.rosters.asides import aside
from app.rosters.cells import text_of
from app.rosters.layout import Layout, find_layout
from app.rosters.preview import open_roster
from app.rosters.reading import Sheet, read_sheets
from tests.county import EAST
from tests.person import Person
from tests.rosters.desk import Import, workbook

pytestmark = pytest.mark.one_database

DATA = Path(__file__).parents[1] / "data" / "rosters"
QUOTED = json.loads((DATA / "header-layouts.json").read_text("utf-8"))

_FOUND = {
    "grid-population-csv": {
        "name": "姓名*",
        "id_number": "身份证号*",
        "phone": "手机号",
        "relation": "与户主关系",
        "address": "地址",
        "grid": "网格",
    },
    "grid-buildings-csv": {
        "door_code": "楼栋编号",
        "address": "地址",
        "householder": "房东姓名",
        "phone": "房东电话",
        "grid": "网格",
    },
    "grid-places-csv": {
        "title": "场所名称",
        "householder": "负责人",
        "phone": "负责人电话",
        "address": "地址",
        "note": "备注",
        "grid": "网格",
    },
    "cortana-export-7": {
        "name": "姓名",
        "person_detail": "性别",
        "id_number": "身份证号",
        "address": "现住地址",
        "area": "所属建筑",
        "grid": "所属网格",
    },
}


@pytest.mark.parametrize("layout", QUOTED, ids=lambda layout: layout["id"])
def test_a_quoted_header_is_understood(layout: dict) -> None:
    found = find_layout(Sheet("名册", layout["header_rows"]))

    assert found is not None
    assert _columns(found) == _FOUND[layout["id"]]
    assert found.is_by_person == (layout["id"] == "grid-population-csv")


def test_every_quoted_header_is_tested() -> None:
    assert {layout["id"] for layout in QUOTED} == set(_FOUND)


def test_the_person_template_has_hints_below_and_a_sheet_of_remarks() -> None:
    sheets = {sheet.name: sheet for sheet in read_sheets((DATA / "cortana-人员导入模板.xlsx").read_bytes())}
    found = find_layout(sheets["Person"])

    assert found is not None
    assert found.is_by_person
    assert _columns(found)["relation"] == "与其他人员关系"
    assert _columns(found)["area"] == "现住小区/建筑"
    assert _columns(found)["door_code"] == "户编号"
    assert _why(sheets["Person"], found, 2) == "填写提示，不是住户"
    assert find_layout(sheets["注意事项"]) is None


def test_the_building_template_names_its_owner_before_its_landlord() -> None:
    opened = open_roster((DATA / "cortana-建筑导入模板.xlsx").read_bytes())
    names = [opened.layout.labels[column] for column in opened.layout.columns["householder"]]

    assert names == ["业主姓名", "房东姓名", "安全负责人"]
    assert not opened.layout.is_by_person
    assert _why(opened.sheet, opened.layout, 2) == "填写提示，不是住户"


def test_a_header_of_two_rows_with_merged_groups() -> None:
    opened = open_roster((DATA / "easypoi-two-row-header.xlsx").read_bytes())

    assert opened.layout.header_row == 2
    assert opened.layout.labels == ("姓名", "备注", "电话号码", "出生日期", "创建时间")


def test_the_same_header_when_a_csv_has_lost_its_merged_cells() -> None:
    rows = [["户主", "", "联系方式", "地址"], ["姓名", "身份证号", "电话号码", ""], ["孙五", "", "13812345678", "1号"]]
    flat = [["姓名", "地址", "联系方式", ""], ["", "", "手机号", "固定电话"], ["孙五", "1号", "13812345678", ""]]

    assert find_layout(Sheet("CSV", rows)).labels == ("户主姓名", "身份证号", "电话号码", "地址")  # type: ignore[union-attr]
    assert find_layout(Sheet("CSV", flat)).labels == ("姓名", "地址", "手机号", "固定电话")  # type: ignore[union-attr]


def test_a_title_above_the_header_and_twenty_thousand_rows_of_text() -> None:
    opened = open_roster((DATA / "easypoi-title-row-20000.xlsx").read_bytes())

    assert opened.layout.header_row == 2
    assert _columns(opened.layout)["phone"] == "电话号码"
    assert len(list(opened.rows)) == 20_000
    assert "没有地址列" in opened.message


@pytest.mark.parametrize("label", ["户主姓名(必填)", "*户主姓名", "户 主 姓 名", "户主姓名:", "户主姓名\n(如实填写)"])
def test_stars_blanks_and_hints_do_not_hide_a_column(label: str) -> None:
    found = find_layout(Sheet("名册", [[label, "详细地址"]]))

    assert found is not None
    assert set(found.columns) == {"householder", "address"}


def test_text_without_a_header_is_no_roster() -> None:
    assert find_layout(Sheet("注意事项", [["必填列:姓名、身份证号"], ["备注", "其他"]])) is None


def _columns(layout: Layout) -> dict[str, str]:
    return {field: layout.label(field) for field in layout.columns}


def _why(sheet: Sheet, layout: Layout, row_no: int) -> str | None:
    return aside([text_of(cell) for cell in sheet.rows[row_no - 1]], layout)


def test_columns_that_mean_nothing_to_us_are_listed(frank: Person) -> None:
    rows = (("户主姓名", "详细地址", "户内人口", "宠物", "宠物", "血型"), ("孙五", "2组5号", "3", "狗", "", "A"))
    layout = Import(frank, workbook(*rows), EAST).state["layout"]

    assert layout["unknown"] == ["宠物", "血型"]
    assert layout["columns"]["residents_count"] == "户内人口"
