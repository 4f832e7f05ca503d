"""Bytes to sheets of cells that still know what they are: text, number or date (pure)."""

import csv
import io
from collections.abc import Iterator

from app.rosters import formats, opening, refusals
from app.rosters.sheets import Cell, Range, Sheet

__all__ = ["Cell", "Range", "Sheet", "decode", "read_sheets"]

_TITLE_LINES = 200


def read_sheets(data: bytes) -> Iterator[Sheet]:
    """The visible sheets of a file, one at a time. Raises problems that say what to do."""
    kind = formats.kind_of(data)
    if kind == "csv":
        yield Sheet("CSV", _csv_rows(decode(data)))
        return
    if kind == "xlsx":
        formats.check_members(data)
    yield from opening.open_workbook(data)


def decode(data: bytes) -> str:
    """The text of a CSV: UTF-8 or UTF-16 with or without a mark, else GB18030."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_written(text):
            return text.removeprefix("\ufeff")
    raise refusals.roster_not_a_workbook()


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Commas, digits and line ends are half zeros in UTF-16: which half says which order.
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    if even or odd:
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _looks_written(text: str) -> bool:
    """Binary files decode as GB18030 now and then, but not without control characters."""
    head = text[:4000]
    odd = sum(1 for character in head if character < " " and character not in "\r\n\t\f")
    return odd * 100 <= len(head)


def _csv_rows(text: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append([*row])
            cells += len(row)
            if len(rows) > formats.MAX_ROWS + 100 or len(row) > formats.MAX_COLUMNS or cells > formats.MAX_CELLS:
                raise refusals.roster_too_wide(formats.MAX_ROWS, formats.MAX_COLUMNS)
    except csv.Error:
        raise refusals.roster_unreadable() from None
    return rows


def _delimiter(text: str) -> str:
    """The mark that parts the columns: whichever stands most often in the first lines."""
    head = "\n".join(text.splitlines()[:_TITLE_LINES])
    return max(",\t;", key=head.count)
