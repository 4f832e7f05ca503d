"""Workbooks and texts of every kind are read; what is none is refused in words."""

import io
import zipfile
from pathlib import Path

import pytest
import xlwt

from app.rosters import formats
from tests.county import EAST
from tests.person import Person
from tests.rosters.desk import Import, wait_for, workbook

pytestmark = pytest.mark.one_database

DATA = Path(__file__).parents[1] / "data" / "rosters"
_CSV = "户主姓名,联系电话,详细地址\r\n孙五,13812345678,2组5号\r\n周六,,2组6号\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_csv_in_any_of_its_encodings(frank: Person, encoding: str, mark: str) -> None:
    roster = Import(frank, _CSV.replace(",", mark).encode(encoding), EAST, "名册.csv")

    assert roster.counts == {"new": 2}
    assert roster.rows()[0]["householder"] == "孙五"


def test_an_old_xls(frank: Person) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for number, line in enumerate(_CSV.split()):
        for column, text in enumerate(line.split(",")):
            sheet.write(number, column, text)
    out = io.BytesIO()
    book.save(out)

    assert Import(frank, out.getvalue(), EAST, "名册.xls").counts == {"new": 2}


def test_the_content_counts_and_not_the_name(frank: Person) -> None:
    assert Import(frank, _CSV.encode(), EAST, "名册.xls").counts == {"new": 2}


def test_rare_characters_emoji_and_wide_blanks(frank: Person) -> None:
    row = ("\u3000𠮷野家😀\u00a0", "13812345678", " 2组５号\n")
    roster = Import(frank, workbook(("户主姓名", "联系电话", "详细地址"), row), EAST)

    assert roster.counts == {"new": 1}
    found = roster.rows()[0]
    assert (found["householder"], found["phone"], found["address"]) == ("𠮷野家😀", "138****5678", "2组５号")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster_empty"),
        (b"\0\0\0", "roster_empty"),
        (b"PK\x03\x04 no zip", "roster_unreadable"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "roster_is_web_page"),
    ],
)
def test_what_is_no_roster_is_refused_at_once(frank: Person, data: bytes, code: str) -> None:
    answer = frank.upload("/rosters", file=(io.BytesIO(data), "名册.xlsx"), scope=EAST)

    assert answer.json["code"] == code
    assert frank.get("/rosters").json["total"] == 0


def test_a_file_beyond_the_limit_is_refused(frank: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_MB", 0)
    answer = frank.upload("/rosters", file=(io.BytesIO(_CSV.encode()), "名册.csv"), scope=EAST)

    assert (answer.status_code, answer.json["code"]) == (413, "roster_too_large")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\1" * 600, "roster_unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, "roster_not_a_workbook"),
        ("今天天气很好\n明天也好".encode(), "roster_without_header"),
        (workbook(("户主姓名", "详细地址"))[:-400], "roster_unreadable"),
        # Its list of members says that they begin before the file does.
        (b"PK" + workbook(("户主姓名", "详细地址"))[1500:], "roster_unreadable"),
    ],
)
def test_what_turns_out_to_be_none_says_so(frank: Person, data: bytes, code: str) -> None:
    answer = frank.upload("/rosters", file=(io.BytesIO(data), "名册.xlsx"), scope=EAST)
    said = answer.json if answer.status_code == 422 else _ended(frank, answer.json["id"])

    assert said["code"] == code
    assert said["message"].endswith("。")


def test_a_zip_bomb_is_not_opened(frank: Person) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 30_000_000)
    answer = frank.upload("/rosters", file=(io.BytesIO(out.getvalue()), "名册.xlsx"), scope=EAST)

    assert answer.json["code"] == "roster_unsafe"


def test_two_cells_at_opposite_corners_do_not_fill_the_memory(frank: Person) -> None:
    rows = workbook(("户主姓名", "详细地址"), ("孙五", "2组5号"))
    far = _with_cell(rows, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    answer = frank.upload("/rosters", file=(io.BytesIO(far), "名册.xlsx"), scope=EAST)

    assert _ended(frank, answer.json["id"])["code"] == "roster_too_wide"


def test_cells_out_there_that_are_only_coloured_do_no_harm(frank: Person) -> None:
    rows = workbook(("户主姓名", "详细地址"), ("孙五", "2组5号"))

    assert Import(frank, _with_cell(rows, '<row r="1048576"><c r="XFD1048576"/></row>'), EAST).counts == {"new": 1}


def test_hidden_sheets_are_not_read_and_the_sheet_is_named(frank: Person) -> None:
    roster = Import(frank, (DATA / "cortana-人员导入模板.xlsx").read_bytes(), EAST)

    assert roster.counts == {"skipped": 1}
    assert roster.state["layout"]["sheet"] == "Person"
    assert roster.state["message"] == "读的是“Person”，表头在第 1 行。"


def _ended(person: Person, roster_id: str) -> dict:
    wait_for(roster_id)
    state = person.get(f"/rosters/{roster_id}").json
    assert state["state"] == "failed"
    return state


def _with_cell(data: bytes, row: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                text = text.replace(b"</sheetData>", row.encode() + b"</sheetData>")
            new.writestr(member.filename, text)
    return out.getvalue()
