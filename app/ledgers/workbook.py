"""A ledger as a workbook: the county's title and columns, its control totals, whose it is, and ready to be printed."""

from collections.abc import Iterable
from typing import IO, Any

import xlsxwriter

from app.exports.files import OPTIONS
from app.ledgers.columns import Column, Row, value_of
from app.ledgers.layout import filled
from app.ledgers.making import Made
from app.ledgers.stamps import Stamp
from app.workroom import workroom

_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "heading": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "line": {"valign": "vcenter"},
    "head": {
        "bold": True,
        "bg_color": "#E8EEF7",
        "border": 1,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "text": {"num_format": "@", "border": 1, "valign": "vcenter", "text_wrap": True},
    "number": {"num_format": "#,##0", "border": 1, "valign": "vcenter"},
    "total": {"num_format": "#,##0", "border": 1, "bold": True, "bg_color": "#F2F4F7"},
    "marked": {"num_format": "#,##0", "border": 1, "font_color": "#B3261E", "bg_color": "#FBECEB", "valign": "vcenter"},
}
PAPER_A4 = 9
# A sheet's own bound, less what stands above and below the rows.
MOST_ROWS = 1_048_576 - 100


def write(file: IO[bytes], made: Made, stamp: Stamp) -> int:
    """One sheet: title, the county's lines, control totals, whose it is, the columns, the rows, the total; answers how many rows."""
    with workroom() as room, xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": True, "tmpdir": room}) as book:
        title = filled(made.layout.title, made.words)
        book.set_properties({"title": title, "comments": stamp.line})
        looks = looks_of(book)
        sheet = book.add_worksheet(made.ledger.name)
        for place, column in enumerate(made.columns):
            sheet.set_column(place, place, column.width)
        top = _above(sheet, made, title, stamp.line, looks)
        count = _rows(sheet, made, top + 1, looks)
        _below(sheet, made, top + 1 + count + bool(made.total), looks)
        for_printing(sheet, top, stamp.footer)
    return count


def looks_of(book: Any) -> dict[str, Any]:
    """How its cells look, by name."""
    return {name: book.add_format({"font_name": "宋体", **look}) for name, look in _LOOKS.items()}


def _above(sheet: Any, made: Made, title: str, stamp: str, looks: dict[str, Any]) -> int:
    """Answers the row of the columns' names."""
    sheet.set_row(0, 30)
    if len(made.columns) > 1:
        sheet.merge_range(0, 0, 0, len(made.columns) - 1, "", looks["title"])
    sheet.write_string(0, 0, title, looks["title"])
    row = 1
    for line in (*(filled(line, made.words) for line in made.layout.head), *made.controls, stamp):
        sheet.write_string(row, 0, line, looks["line"])
        row += 1
    sheet.set_row(row, 32)
    for place, column in enumerate(made.columns):
        sheet.write_string(row, place, column.name, looks["head"])
    return row


def _rows(sheet: Any, made: Made, first: int, looks: dict[str, Any]) -> int:
    number = 0
    for number, row in enumerate(made.rows, start=1):
        _write_row(sheet, first + number - 1, made.columns, row, looks, "marked" if row.get("mark") else None)
    if made.total:
        _write_row(sheet, first + number, made.columns, made.total, looks, "total")
    return number


def _write_row(
    sheet: Any, place: int, columns: list[Column], row: Row, looks: dict[str, Any], look: str | None
) -> None:
    cells = [value_of(column, row) for column in columns]
    write_cells(sheet, place, cells, looks[look or "number"], looks[look or "text"])


def write_cells(sheet: Any, place: int, cells: Iterable[str | float | None], number: Any, text: Any) -> None:
    """A row from its first cell on: numbers look one way, all else another."""
    for column, cell in enumerate(cells):
        if isinstance(cell, int | float):
            sheet.write_number(place, column, cell, number)
        elif cell:
            sheet.write_string(place, column, cell, text)
        else:
            sheet.write_blank(place, column, None, text)


def _below(sheet: Any, made: Made, first: int, looks: dict[str, Any]) -> None:
    lines = [*made.remarks, *(filled(line, made.words) for line in made.layout.foot)]
    for place, line in enumerate(lines, start=first):
        sheet.write_string(place, 0, line, looks["line"])


def for_printing(sheet: Any, head: int, footer: str) -> None:
    """On A4, across, as wide as the page, its columns' names on each."""
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(footer)
