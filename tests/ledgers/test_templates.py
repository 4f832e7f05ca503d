"""The county's own form of a ledger: taken away, edited, brought back, seen, used, and given up again."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask import Flask
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import load_workbook

from app.ledgers import template_sheet
from app.ledgers.definitions import LEDGERS
from app.ledgers.layout import default_of
from tests.county import EAST_1, County, register
from tests.ledgers.reading import head_of, preview, rows_of, sheet_of
from tests.person import Person
from tests.phone import Phone, png
from tests.rosters import hostile
from tests.visits.test_lessons import LESSON, with_lesson

Edit = Callable[[Worksheet], Any]


def sheet(person: Person, word: str = "villages", **query: int) -> openpyxl.Workbook:
    with person.get(f"/ledger-templates/{word}.xlsx", **query) as answer:
        assert answer.status_code == 200, answer.text
        return openpyxl.load_workbook(io.BytesIO(answer.data))


def bring(person: Person, book: openpyxl.Workbook | bytes, word: str = "villages") -> Any:
    """As a browser sends it; the test client would leave the temporary file of a large one open."""
    data = io.BytesIO(book if isinstance(book, bytes) else b"")
    if not isinstance(book, bytes):
        book.save(data)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    form = {"data": head + data.getvalue() + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
    return person.send("POST", f"/ledger-templates/{word}", **form)


def edited(person: Person, *edits: Edit, word: str = "villages") -> Any:
    book = sheet(person, word)
    for edit in edits:
        edit(book.active)
    return bring(person, book, word)


def row_of(page: Worksheet, label: str) -> int:
    return next(row[0].row for row in page.iter_rows(max_col=1) if row[0].value == label)


def write(label: str, column: str, value: Any) -> Edit:
    return lambda page: page.__setitem__(f"{column}{row_of(page, label)}", value)


def write_text(label: str, column: str, value: str) -> Edit:
    """As somebody types it behind a quote: a text that looks like a formula."""

    def edit(page: Worksheet) -> None:
        cell = page[f"{column}{row_of(page, label)}"]
        cell.value, cell.data_type = value, "s"

    return edit


@pytest.mark.parametrize("word", LEDGERS)
def test_ours_comes_back_as_ours(erin: Person, word: str):
    """Taken away and brought back as it is, every ledger's form is what it was."""
    book = io.BytesIO()
    template_sheet.write(book, LEDGERS[word], default_of(LEDGERS[word]))

    assert template_sheet.read(LEDGERS[word], book.getvalue()) == default_of(LEDGERS[word])
    told = bring(erin, sheet(erin, word), word).json
    assert (told["version"], told["in_use"], told["title"]) == (1, 0, LEDGERS[word].title)


def test_the_countys_own_titles_columns_and_lines(carol: Person, erin: Person, county: County):
    told = edited(
        erin,
        write("标题", "B", "{单位}“敲门行动”工作台账"),
        write_text("表头", "B", "=1+1 密级：内部"),
        write("表尾", "B", "审核人："),
        write("列名", "B", "村别"),
        write("取值", "B", "村（社区）"),
        write("列名", "C", "核对"),
        write("取值", "C", None),
        write("列名", "D", "差多少户"),
        write("取值", "D", "未覆盖户数"),
        lambda page: page.delete_cols(5, 40),
    )
    assert told.status_code == 201, told.text
    assert [(column["name"], column["is_blank"]) for column in told.json["columns"]] == [
        ("村别", False), ("核对", True), ("差多少户", False),
    ]  # fmt: skip

    # Brought is not used: the file is ours until somebody says so, and the page shows it before.
    assert head_names(carol) != ["村别", "核对", "差多少户"]
    assert preview(carol, "villages", version=1)["title"] == "城关镇“敲门行动”工作台账"
    assert erin.put("/ledger-templates/villages/1").json["in_use"] == 1

    rows = rows_of(sheet_of(carol, "/ledgers/villages.xlsx"))
    head = head_of(rows)
    assert rows[0][0] == "城关镇“敲门行动”工作台账"
    assert rows[1][0] == "=1+1 密级：内部"
    assert rows[head : head + 4] == [
        ["村别", "核对", "差多少户"], ["桥东村", None, 2], ["桥西村", None, 1], ["合计", None, 3],
    ]  # fmt: skip
    assert rows[-1][0] == "审核人："
    # What every file must say, no form leaves out.
    assert any(str(row[0]).startswith("已覆盖 0 + 剔除 0 + 未覆盖 3 = 登记 3") for row in rows[:head])


def head_names(person: Person, word: str = "villages") -> list[str]:
    rows = rows_of(sheet_of(person, f"/ledgers/{word}.xlsx"))
    return rows[head_of(rows)]


def test_versions_are_kept_and_ours_comes_back(carol: Person, erin: Person):
    for name in ("甲", "乙"):
        edited(erin, write("列名", "B", name))
    for version, name in ((2, "乙"), (1, "甲"), (0, "序号")):
        told = erin.put(f"/ledger-templates/villages/{version}").json
        assert (told["in_use"], head_names(carol)[0]) == (version, name)

    assert [one["version"] for one in erin.get("/ledger-templates/villages").json["versions"]] == [2, 1]
    assert sheet(erin, version=1).active["B3"].value == "甲"
    assert erin.put("/ledger-templates/villages/3").json["code"] == "ledger_template_unknown"
    assert head_names(carol, "weekly")[0] == "排名"  # each ledger has its own


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (write("取值", "D", "户主星座"), "D4：没有“户主星座”这一项"),
        (write("列名", "Z", "孤零零"), "T3：列名是空的"),
        (write("标题", "B", "{星座}台账"), "B1：没有“{星座}”可填"),
        (write("标题", "B", None), "B1：标题是空的"),
        (write("标题", "B", "长" * 101), "B1：太长，最多 100 个字"),
        (write("标题", "C", "又一个"), "C1：标题只写在 B 列"),
        (write("标题", "A", "题目"), "A1：不认识“题目”"),
        (write("标题", "A", None), "A1：这一行没有写是什么"),
        (write("列宽", "C", "很宽"), "C5：列宽应是 2 到 80 的数"),
        (write("列宽", "C", 900), "C5：列宽应是 2 到 80 的数"),
        (write("列宽", "C", "nan"), "C5：列宽应是 2 到 80 的数"),
        (lambda page: page.delete_rows(4), "没有“取值”这一行"),
        (lambda page: page.insert_rows(2) or page.__setitem__("A2", "标题"), "A2：“标题”只能有一行"),
        (lambda page: [page.cell(3, n + 2, f"列{n}") for n in range(70)], "BJ3：最多 60 列"),
        (lambda page: [page.cell(4, n + 2).__setattr__("value", None) for n in range(40)], "B4：一列取值都没有"),
        (lambda page: page.insert_rows(2, 9) or [page.cell(n, 1, "表头") for n in range(2, 11)], "“表头”最多 8 行"),
    ],
)
def test_what_is_not_understood_is_named_by_its_cell(erin: Person, edit: Edit, said: str):
    answer = edited(erin, edit)

    assert (answer.status_code, answer.json["code"]) == (422, "ledger_template_wrong")
    assert said in answer.json["message"]
    assert answer.json["details"]["cells"]
    assert erin.get("/ledger-templates/villages").json["versions"] == []


def test_all_of_it_is_said_at_once(erin: Person):
    answer = edited(erin, write("标题", "B", None), write("取值", "C", "没有"), write("列宽", "D", 0))

    assert answer.json["message"].startswith("样表有 3 处看不懂：")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ledger_template_unreadable"),
        ("列名,取值".encode(), "ledger_template_unreadable"),
        (b"PK\x03\x04not a zip", "ledger_template_unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ledger_template_unreadable"),
        (b"PK" + b"\0" * (1024 * 1024), "ledger_template_too_large"),
        (b"PK" + b"\0" * (3 * 1024 * 1024), "ledger_template_too_large"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(erin: Person, data: bytes, code: str):
    answer = bring(erin, data)

    assert answer.json["code"] == code, answer.text


def test_another_workbook_and_a_hostile_one_are_refused(erin: Person):
    other = openpyxl.Workbook()
    other.active["A1"] = "户主"
    assert bring(erin, other).json["code"] == "ledger_template_without_columns"
    for made in (hostile.zip_bomb, hostile.lying_bomb, hostile.laughs, hostile.corners):
        code = bring(erin, made()).json["code"]
        assert code in ("ledger_template_unreadable", "ledger_template_too_large"), (made, code)


def test_text_and_numbers_in_a_form_are_text(app: Flask, erin: Person, carol: Person, county: County):
    register("=SUM(1)", EAST_1, "@8号", phone="13800001234", door_code="0012")
    edited(
        erin,
        write("列名", "C", 20261126),
        write("列名", "D", "+86"),
        write("列名", "E", "户号"),
        write("取值", "E", "户号"),
        write("列名", "F", "区划"),
        write("取值", "F", "区划代码"),
        word="households",
    )
    erin.put("/ledger-templates/households/1")

    page = sheet_of(carol, "/ledgers/households.xlsx", phones="full", reason="case")

    rows = rows_of(page)
    head = head_of(rows)
    assert rows[head][1:5] == ["20261126", "+86", "户号", "区划"]
    mine = next(row for row in page.iter_rows() if any(cell.value == "0012" for cell in row))
    assert {cell.data_type for cell in mine} <= {"s", "n"}
    assert [cell.value for cell in mine if cell.data_type == "n" and cell.value is not None][1:] == [0]  # attempts
    assert {"0012", EAST_1, "13800001234", "=SUM(1)"} < {cell.value for cell in mine}
    with carol.get("/ledgers/households.xlsx") as answer:
        again = load_workbook(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert any("0012" in row for row in again)


def test_only_the_countys_administrator_changes_it(carol: Person, dora: Person, frank: Person, erin: Person):
    for person in (carol, dora, frank):
        assert edited(person).json["code"] == "not_allowed"
        assert person.put("/ledger-templates/villages/0").json["code"] == "not_allowed"
    assert edited(erin).status_code == 201


def test_what_people_know_is_there_for_whoever_wants_it(carol: Person, erin: Person, alice: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(with_lesson(phone, county.doors["王一"], lesson=LESSON), blobs=(png(),))
    names = {
        "B": "村（社区）",
        "C": "问过防诈知识的户数",
        "D": "防诈知识知晓率",
        "E": "反诈App下载率",
        "F": "预警开启率",
    }
    columns = [write(line, column, name) for column, name in names.items() for line in ("列名", "取值")]
    assert edited(erin, *columns, lambda page: page.delete_cols(7, 40)).status_code == 201
    erin.put("/ledger-templates/villages/1")

    rows = rows_of(sheet_of(carol, "/ledgers/villages.xlsx"))

    head = head_of(rows)
    assert rows[head + 1 : head + 4] == [
        ["桥东村", 1, "50.00%", "100.00%", "0.00%"], ["桥西村", 0, "—", "—", "—"], ["合计", 1, "50.00%", "100.00%", "0.00%"],
    ]  # fmt: skip
