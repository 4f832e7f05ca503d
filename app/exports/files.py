"""Writes a list of doors as a workbook or as csv, a round of rows at a time: memory stays flat."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, BinaryIO, cast

import rustpy_xlsxwriter
from rustpy_xlsxwriter import Format

from app.exports.lists import COLUMNS, Columns, Heading, as_text, headers
from app.exports.stamp import Stamp

# Of small formatted workbooks, which XlsxWriter writes: nothing is turned into a formula, a link or a number behind its back.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEADER_ROW = 3
Rounds = Iterable[Columns]
# What a cell that a spreadsheet runs, or takes for several, must have one of.
_SUSPECT = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")


def write_xlsx(file: IO[bytes], heading: Heading, stamp: Stamp, rounds: Rounds) -> int:
    """A workbook of one sheet: title, identity, whose it is, headers, then the doors; answers how many.

    By rustpy-xlsxwriter, which writes a row as it comes, in a fifth of XlsxWriter's time. Every text is text.
    """
    names, number = headers(), 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal number
        for some in rounds:
            for row in zip(*some, strict=True):
                yield dict(zip(names, row, strict=True))
            number += len(some[0])

    last = len(COLUMNS)
    above = (heading.title, Format().set_bold().set_font_size(14)), (heading.identity, None), (stamp.line, None)
    rustpy_xlsxwriter.write_worksheet(
        _or_an_empty_row(rows(), names),
        cast("BinaryIO", file),
        sheet_name="清单",
        merge_ranges=[(row, 0, row, last, text, format_) for row, (text, format_) in enumerate(above)],
        header_row=HEADER_ROW,
        header_format=Format().set_bold().set_background_color("#E8EEF7").set_border("thin"),
        column_widths=[7, *(width for _, width, _ in COLUMNS)],
        column_formats={name: Format().set_num_format("@") for name, _, is_text in COLUMNS if is_text},
        freeze_row=HEADER_ROW + 1,
        autofilter=True,
        page_setup={"landscape": True, "repeat_rows": HEADER_ROW, "fit_to_pages": (1, 0), "footer": stamp.footer},
    )
    return number


def _or_an_empty_row(rows: Iterator[dict[str, Any]], names: list[str]) -> Iterator[dict[str, Any]]:
    """The writer takes the headers from the first row: a list without a door has one with nothing in it."""
    first = next(rows, None)
    yield dict.fromkeys(names) if first is None else first
    yield from rows


def write_csv(file: IO[bytes], heading: Heading, stamp: Stamp, rounds: Rounds) -> int:
    """The same list as csv, with the mark that tells Excel it is UTF-8; answers how many doors."""
    file.write("\ufeff".encode())
    for line in ([heading.title], [heading.identity], [stamp.line], headers()):
        file.write(csv_line(line))
    number = 0
    for some in rounds:
        buffer = io.StringIO()
        number_of, *texts = some[:-_OURS]
        csv.writer(buffer).writerows(zip(number_of, *map(_as_texts, texts), *some[-_OURS:], strict=True))
        file.write(buffer.getvalue().encode())
        number += len(number_of)
    return number


def _as_texts(column: Sequence[str | None]) -> Sequence[str | None]:
    """Looked at letter by letter only where there is something to see: most columns have nothing."""
    if not _SUSPECT.search("\0".join(filter(None, column))):
        return column
    return [as_text(text) if text and _SUSPECT.search(text) else text for text in column]


def csv_line(values: Iterable[object]) -> bytes:
    """A line of cells that no spreadsheet takes for anything but text."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([as_text(value) for value in values])
    return buffer.getvalue().encode()


# The last columns hold words and days of ours alone.
_OURS = 4

WRITERS: dict[str, Callable[[IO[bytes], Heading, Stamp, Rounds], int]] = {"xlsx": write_xlsx, "csv": write_csv}
