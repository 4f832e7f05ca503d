"""Writes a list of doors as a workbook or as csv, row by row: memory stays flat."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

import xlsxwriter

from app.exports.lists import COLUMNS, Heading, as_text, cells, headers

# Nothing of a file is ever turned into a formula, a link or a number behind the writer's back.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIRST_ROW = 4


def write_xlsx(file: IO[bytes], heading: Heading, doors: Iterable[dict[str, Any]]) -> None:
    """A workbook of one sheet: title, identity, headers, then the doors."""
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        sheet = book.add_worksheet("清单")
        bold = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 7)
        for column, (_, width, _) in enumerate(COLUMNS, start=1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, heading.title, bold)
        sheet.write_string(1, 0, heading.identity)
        sheet.write_row(FIRST_ROW - 1, 0, headers(), head)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        number = 0
        for number, door in enumerate(doors, start=1):
            _write_line(sheet, FIRST_ROW + number - 1, cells(number, door), text)
        sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + number, len(COLUMNS))


def _write_line(sheet: Any, row: int, line: list[object], text: Any) -> None:
    for column, value in enumerate(line):
        if isinstance(value, int):
            sheet.write_number(row, column, value)
        elif value:
            sheet.write_string(row, column, str(value), text)


def csv_lines(heading: Heading, doors: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The same list as csv, with the mark that tells Excel it is UTF-8."""
    yield "\ufeff"
    yield _line([heading.title])
    yield _line([heading.identity])
    yield _line(headers())
    for number, door in enumerate(doors, start=1):
        yield _line(cells(number, door))


def _line(values: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([as_text(value) for value in values])
    return buffer.getvalue()
