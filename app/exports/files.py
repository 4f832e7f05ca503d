"""Writes a list of doors as a workbook or as csv, row by row: memory stays flat."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import IO, Any

import xlsxwriter

from app.exports.lists import COLUMNS, Heading, as_text, cells, headers
from app.exports.stamp import Stamp
from app.workroom import workroom

# Nothing of a file is ever turned into a formula, a link or a number behind the writer's back.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FIRST_ROW = 4


def write_xlsx(file: IO[bytes], heading: Heading, stamp: Stamp, doors: Iterable[dict[str, Any]]) -> int:
    """A workbook of one sheet: title, identity, whose it is, headers, then the doors; answers how many."""
    with workroom() as room, xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True, "tmpdir": room}) as book:
        book.set_properties({"title": heading.title, "comments": stamp.line})
        sheet = book.add_worksheet("清单")
        bold = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        text = book.add_format({"num_format": "@"})
        sheet.set_column(0, 0, 7)
        for column, (_, width, _) in enumerate(COLUMNS, start=1):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, heading.title, bold)
        sheet.write_string(1, 0, heading.identity)
        sheet.write_string(2, 0, stamp.line)
        sheet.set_footer(stamp.footer)
        sheet.write_row(FIRST_ROW - 1, 0, headers(), head)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(FIRST_ROW - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        number = 0
        for number, door in enumerate(doors, start=1):
            _write_line(sheet, FIRST_ROW + number - 1, cells(number, door), text)
        sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + number, len(COLUMNS))
    return number


def _write_line(sheet: Any, row: int, line: list[object], text: Any) -> None:
    for column, value in enumerate(line):
        if isinstance(value, int):
            sheet.write_number(row, column, value)
        elif value:
            sheet.write_string(row, column, str(value), text)


def write_csv(file: IO[bytes], heading: Heading, stamp: Stamp, doors: Iterable[dict[str, Any]]) -> int:
    """The same list as csv, with the mark that tells Excel it is UTF-8; answers how many doors."""
    file.write("\ufeff".encode())
    for line in ([heading.title], [heading.identity], [stamp.line], headers()):
        file.write(csv_line(line))
    number = 0
    for number, door in enumerate(doors, start=1):
        file.write(csv_line(cells(number, door)))
    return number


def csv_line(values: Iterable[object]) -> bytes:
    """A line of cells that no spreadsheet takes for anything but text."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([as_text(value) for value in values])
    return buffer.getvalue().encode()


WRITERS: dict[str, Callable[[IO[bytes], Heading, Stamp, Iterable[dict[str, Any]]], int]] = {
    "xlsx": write_xlsx,
    "csv": write_csv,
}
