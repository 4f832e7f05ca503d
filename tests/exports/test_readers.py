"""Lists open in workbook readers and say the same there: what looks like a formula is text, codes and telephone numbers are text."""

import io
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.county import EAST_1, County, register
from tests.person import Person

pytestmark = pytest.mark.one_database

NAMES = ("=1+1", "+86", "-5", "@SUM(A1)", "王\t小二", "a\x01b\x0bc", "<&>\"'", " 前后有空格 ", "𠮷野家", "")


@pytest.fixture
def book(county: County, carol: Person) -> bytes:
    """A list with everything in it that has broken a workbook before."""
    for number, name in enumerate(NAMES):
        register(
            f"{number}{name}" if name.startswith((" ", "<")) or not name else name,
            EAST_1,
            f"桥东村9组{number}号",
            phone="00861234",
            door_code="007",
        )
    with carol.get("/exports/uncovered.xlsx", scope=EAST_1, phones="full", reason="case") as answer:
        assert answer.status_code == 200, answer.text
        return answer.data


def test_two_readers_read_the_same(book: bytes):
    by_openpyxl = [list(row) for row in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True)]
    by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()

    assert len(by_openpyxl) == len(by_calamine) == 4 + 2 + len(NAMES)
    for one, other in zip(by_openpyxl[4:], by_calamine[4:], strict=True):
        assert one[0] == other[0]
        assert [("" if cell is None else cell) for cell in one][7:13] == other[7:13]
    added = [row for row in by_openpyxl[4:] if row[9] == "007"]
    assert len(added) == len(NAMES)
    assert {row[8] for row in added} == {"00861234"}
    assert {type(row[0]) for row in added} <= {int, float}


def test_every_part_is_well_formed_and_holds_no_formula(book: bytes):
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert parts.testzip() is None
        assert len(set(parts.namelist())) == len(parts.namelist())
        for name in parts.namelist():
            ET.fromstring(parts.read(name))
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'<pane ySplit="4"' in sheet
    assert b"<autoFilter ref=" in sheet


def test_an_empty_list_opens_as_well(carol: Person):
    with carol.get("/exports/uncovered.xlsx", part="refused") as answer:
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))

    assert rows[3][0] == "序号"
    assert [row for row in rows[4:] if any(row)] == []
    assert "本表 0（拒绝）" in str(rows[1][0])
