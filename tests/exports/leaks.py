"""What somebody does to a list before it turns up elsewhere."""

import csv
import io
import random
from collections.abc import Callable

import openpyxl
import xlsxwriter
from sqlalchemy import select

from app.changes import writing
from app.db import db
from app.people.models import User
from tests.county import EAST_1, EAST_2, WEST_1, register_all
from tests.person import Person

Rows = list[list[str]]
# How many doors a leaked list has at the least in these tests; docs/decisions.md says from how many on it can be told.
DOORS = 90


def fill(doors: int = DOORS) -> None:
    """Doors as rosters have them: with numbers in their addresses, most with a telephone."""
    dice = random.Random(7)
    places = [(EAST_1, "桥东村"), (EAST_2, "桥东村"), (WEST_1, "桥西村")]
    register_all(
        (
            f"户主{number}",
            place[0],
            f"{place[1]}{dice.randrange(1, 30)}组{number + 1}号",
            f"1{dice.choice('35789')}{dice.randrange(10**9):09d}" if number % 5 else None,
        )
        for number, place in enumerate(dice.choices(places, k=doors))
    )


def staff(count: int) -> list[str]:
    """So many more people of 城关镇's station, by their user names."""
    with writing():
        carol = db.session.scalars(select(User).filter_by(username="carol")).one()
        same = {
            c.name: getattr(carol, c.name) for c in User.__table__.columns if c.name not in ("id", "username", "name")
        }
        names = [f"officer{number:02d}" for number in range(count)]
        db.session.add_all(User(username=name, name=f"民警{name[-2:]}", **same) for name in names)
    return names


def sheet(person: Person, **query: str) -> Rows:
    """All cells of the workbook that somebody takes away."""
    with person.get("/exports/uncovered.xlsx", **query) as answer:
        assert answer.status_code == 200, answer.text
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]


def body(rows: Rows) -> Rows:
    """The doors alone: title, totals, whose it is and the headers cut off."""
    return rows[next(number for number, row in enumerate(rows) if row[0] == "序号") + 1 :]


def thinned(rows: Rows, dice: random.Random) -> Rows:
    """Two thirds of the doors, in any order."""
    return dice.sample(rows, len(rows) * 2 // 3)


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return out.getvalue()


def pasted(rows: Rows, *columns: int) -> bytes:
    """Some columns, as they stand in a message after copying them from Excel."""
    return "\n".join("\t".join(row[column] for column in columns) for row in rows).encode()


# By what the list becomes: 4 is the address, 8 the telephone, 5 the householder.
WAYS: tuple[Callable[[Rows], bytes], ...] = (
    as_csv,
    as_xlsx,
    lambda rows: as_csv(rows, "gb18030"),
    lambda rows: pasted(rows, 5, 4, 8),
    lambda rows: pasted(rows, 4),
)
