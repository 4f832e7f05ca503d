"""The workbooks open in LibreOffice, which says the same of each cell as another reader: text is text, numbers are numbers."""

import csv
import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from app.changes import writing
from app.db import db
from app.people.models import User
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png

pytestmark = pytest.mark.one_database

# Formulas to whoever takes them for one, and numbers that would lose their noughts or their digits.
NAMES = ("=1+1", "+86", "-5", "@SUM(A1)", "\uff1d1+1", '=HYPERLINK("http://x")', "3E5", "<&>", "2026-11-26")
PHONE, CODE = "00861234", "007"
# Commas, quotes, UTF-8; text cells in quotes and no others; numbers as they are shown; formulas as such.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,true"
WORKBOOKS = {
    "list": ("carol", "/exports/uncovered.xlsx?phones=full&reason=case"),
    "register": ("carol", "/ledgers/visits.xlsx"),
    "progress": ("carol", "/ledgers/progress.xlsx"),
    "template": ("dora", "/ledger-templates/visits.xlsx"),
}


@pytest.fixture
def county_of_traps(county: County, alice: Person) -> County:
    """Doors, visits and a worker whose names have all broken a workbook before."""
    doors = [
        register(name, EAST_1, f"桥东村9组{number}号", phone=PHONE, door_code=CODE + str(number))
        for number, name in enumerate(NAMES)
    ]
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(doors[0]), phone.visit(doors[1]), blobs=(png(),))
    with writing():
        db.session.query(User).filter_by(username="alice").update({"name": "=alice"})
    return county


def opened(data: bytes, folder: Path) -> str:
    """What LibreOffice shows in the workbook, as csv in which text alone stands in quotes."""
    book = folder / "book.xlsx"
    book.write_bytes(data)
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    command = ["soffice", home, "--headless", "--convert-to", AS_CSV, "--outdir", str(folder), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = folder / "book.csv"
    assert made.exists(), done.stderr
    return made.read_text(encoding="utf-8-sig")


def taken(person: Person, path: str) -> bytes:
    with person.get(path) as answer:
        assert answer.status_code == 200, answer.text
        return bytes(answer.data)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_libreoffice_and_another_reader_see_the_same_cells(
    carol: Person, dora: Person, county_of_traps: County, tmp_path: Path, name: str
):
    who, path = WORKBOOKS[name]
    data = taken({"carol": carol, "dora": dora}[who], path)

    shown = list(csv.reader(io.StringIO(opened(data, tmp_path), newline="")))

    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    there = [list(row) for row in sheet.iter_rows()]
    assert len(shown) == len(there)
    for row, cells in zip(shown, there, strict=True):
        # Numbers are shown as their columns have them: only whether they are there is compared.
        assert [one if cell.data_type == "s" else bool(one) for one, cell in zip(row, cells, strict=True)] == [
            cell.value if cell.data_type == "s" else cell.value is not None for cell in cells
        ]


def test_what_looks_like_a_formula_or_a_number_is_text_there(carol: Person, county_of_traps: County, tmp_path: Path):
    text = opened(taken(carol, WORKBOOKS["list"][1]), tmp_path)

    for word in (*NAMES[1:], PHONE, CODE + "1"):
        quoted = '"' + word.replace('"', '""') + '"'
        assert f",{quoted}," in text, word
    assert "Err:" not in text
    assert "#NAME" not in text
