"""A ledger as somebody gets it: the file's cells, and what stands in its columns."""

import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.person import Person

Line = dict[str, Any]


def sheet_of(person: Person, path: str, **query: Any) -> Worksheet:
    """The one sheet of a workbook that somebody takes away."""
    with person.get(path, **query) as answer:
        assert answer.status_code == 200, answer.text
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert len(book.worksheets) == 1
    return book.active


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def head_of(rows: list[list[Any]]) -> int:
    """Where the columns' names stand: below whose file it is."""
    return next(number for number, row in enumerate(rows) if str(row[0]).startswith("导出编号")) + 1


def ledger(person: Person, word: str, **query: Any) -> tuple[list[Line], list[str]]:
    """The lines of a file, the total among them, and what stands above them."""
    rows = rows_of(sheet_of(person, f"/ledgers/{word}.xlsx", **query))
    head = head_of(rows)
    names = [name for name in rows[head] if name]
    lines = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    # What stands below is one long text in the first cell.
    body = [line for line in lines if any(line[name] not in (None, "") for name in names[1:])]
    return body, [str(row[0]) for row in rows[:head]]


def preview(person: Person, word: str, **query: Any) -> dict[str, Any]:
    answer = person.get(f"/ledgers/{word}", **query)
    assert answer.status_code == 200, answer.text
    return answer.json


def lines_of(shown: dict[str, Any]) -> list[Line]:
    names = [column["name"] for column in shown["columns"]]
    return [dict(zip(names, row["cells"], strict=True)) for row in shown["rows"]]


def total_of(shown: dict[str, Any]) -> Line:
    return dict(zip([column["name"] for column in shown["columns"]], shown["total"], strict=True))
