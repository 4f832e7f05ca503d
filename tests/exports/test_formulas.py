"""Text that a spreadsheet would run stays text: every beginning, in every column that holds words, in every file that leaves."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator

import openpyxl
import pytest

from app.campaigns.models import Campaign
from app.changes import writing
from app.db import db
from app.divisions.models import Division
from app.households.models import Household
from app.people.models import User
from tests.county import EAST, EAST_1, TOWN, County, register
from tests.person import Person
from tests.rosters.desk import HEADER, Import, door, workbook

pytestmark = pytest.mark.one_database

# The last three are in the middle of a cell, where a reader that parts by something else sees a beginning.
PREFIXES = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", '"=', ",=", ";=")
RUNS = "=+-@＝＋－＠\t\r\n"
BLANKS = " \u00a0\u3000"


def evil(prefix: str, where: str) -> str:
    return f"{prefix}HYPERLINK({where})"


@pytest.fixture(params=PREFIXES, ids=[repr(prefix) for prefix in PREFIXES])
def prefix(request: pytest.FixtureRequest, county: County) -> str:
    """A county in which everything that has a name has an evil one."""
    one: str = request.param
    with writing():
        db.session.query(Campaign).update({"name": evil(one, "campaign")})
        for name, user in (("carol", "carol"), ("dora", "dora"), ("frank", "frank")):
            db.session.query(User).filter_by(username=user).update({"name": evil(one, name)})
        for code in (TOWN, EAST, EAST_1):
            db.session.query(Division).filter_by(code=code).update({"name": evil(one, code)})
    door_id = register(
        evil(one, "householder"), EAST_1, evil(one, "address"), title=evil(one, "title"), kind="merchant"
    )
    with writing():
        door = db.session.get(Household, door_id)
        door.phone, door.door_code = evil(one, "phone"), evil(one, "code")
    return one


def _bad_rows(frank: Person, prefix: str) -> str:
    cells = {label: evil(prefix, label) for label in ("身份证号", "联系电话", "网格", "备注")}
    return Import(
        frank, workbook(HEADER, door(evil(prefix, "户主"), "", **cells)), EAST, f"{prefix.strip()}x.xlsx"
    ).path


XLSX: dict[str, Callable[[Person, Person, Person, str], tuple[Person, str, set[str]]]] = {
    "doors": lambda carol, dora, frank, p: (
        carol,
        "/exports/uncovered.xlsx?phones=full&reason=case",
        {"householder", "address", "title", "phone", "code", TOWN, EAST, EAST_1},
    ),
    "masked doors": lambda carol, dora, frank, p: (
        dora,
        "/exports/uncovered.xlsx",
        {"householder", "address", "title"},
    ),
    "progress": lambda carol, dora, frank, p: (carol, "/ledgers/progress.xlsx", {EAST}),
    "bad rows": lambda carol, dora, frank, p: (
        frank,
        f"{_bad_rows(frank, p)}/bad.xlsx",
        {"户主", "身份证号", "联系电话", "备注"},
    ),
}


@pytest.mark.parametrize("name", XLSX)
def test_a_workbook_has_texts_and_no_formulas(carol: Person, dora: Person, frank: Person, prefix: str, name: str):
    person, path, columns = XLSX[name](carol, dora, frank, prefix)

    with person.get(path) as answer:
        assert answer.status_code == 200, answer.text
        data = answer.data

    # A carriage return is written as _x000D_, which openpyxl leaves as it is.
    cells = {
        str(cell.value).replace("_x000D_", "").replace("\r", ""): cell
        for cell in _cells(data)
        if cell.value is not None
    }
    for where in columns:
        # A roster's cells lose control characters on their way in.
        forms = {evil(prefix, where).replace("\r", ""), evil(prefix, where).replace("\r", "\n")} | {
            evil(prefix, where).strip(),
            evil("=", where),
        }
        (found,) = {form for form in forms if form in cells} or {None}
        assert found is not None, (where, list(cells)[:20])
        assert cells[found].data_type == "s"
    assert {cell.data_type for cell in cells.values()} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = b"".join(book.read(member) for member in book.namelist() if member.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


def _cells(data: bytes) -> Iterator[openpyxl.cell.Cell]:
    for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows():
        yield from row


@pytest.mark.parametrize(
    ("name", "path", "columns"),
    [
        ("carol", "/exports/uncovered.csv", {"householder", "address", "title", "phone", "code", TOWN, EAST, EAST_1}),
        ("dora", "/audit.csv", {"carol", "dora"}),
    ],
)
def test_no_cell_of_a_csv_runs_whoever_reads_it(
    carol: Person, dora: Person, prefix: str, name: str, path: str, columns: set[str]
):
    person = {"carol": carol, "dora": dora}[name]
    carol.get("/households")
    query = {"phones": "full", "reason": "case"} if name == "carol" else {}

    text = person.get(path, **query).text.removeprefix("\ufeff")

    # As it was meant, parted by semicolons or tabs, and by a reader that knows no quotes.
    readings = [list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) for mark in ",;\t"]
    readings.append([line.split(",") for line in text.splitlines()])
    readings.append([line.split(";") for line in text.splitlines()])
    for cells in ({cell for row in rows for cell in row} for rows in readings):
        running = {cell for cell in cells if cell.strip(BLANKS + '"').startswith(tuple(RUNS))}
        assert running == set()
    meant = {cell for row in readings[0] for cell in row}
    for where in columns:
        assert any(cell.replace("'", "").endswith(evil(prefix, where)[1:]) for cell in meant), where


def test_what_is_no_formula_is_left_alone(carol: Person):
    register("王小二", EAST_1, "桥东村1组5号-2", title="老王·小卖部", kind="merchant", phone="0563-8601234")

    text = carol.get("/exports/uncovered.csv", phones="full", reason="case").text

    assert "王小二,老王·小卖部,商户,0563-8601234," in text
    assert "'" not in text
